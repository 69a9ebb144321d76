"""3(2)ウ: accounts read out of what people paste, whatever its form; nothing false taken for an account."""

import re
import unicodedata
from dataclasses import replace
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sakusns_desktop.domain.account_address import (
    Detection,
    RemarkKind,
    detect_account,
    disagreement,
    handle_disagrees,
    normalise_url,
)
from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.platform import OTHER, Platform, Route, RouteKind
from sakusns_desktop.reference_data.platforms import load_platforms

PLATFORMS = load_platforms()
ROUTES = [(platform, route) for platform in PLATFORMS for route in platform.routes]
KNOWN = [platform for platform in PLATFORMS if platform.key != OTHER]
REMARK_OF_ROUTE = {
    RouteKind.POST: RemarkKind.POST,
    RouteKind.ADMIN: RemarkKind.ADMIN,
    RouteKind.OLD_NAME: RemarkKind.OLD_NAME,
    RouteKind.PERSONAL: RemarkKind.PERSONAL,
    RouteKind.REDIRECT: RemarkKind.REDIRECT,
}


def detect(text: str, platform_key: str = "") -> Detection:
    detection = detect_account(text, PLATFORMS, platform_key)
    assert detection is not None
    return detection


def platform(key: str) -> Platform:
    return next(row for row in PLATFORMS if row.key == key)


@pytest.mark.parametrize(("row", "route"), ROUTES, ids=[f"{row.key}-{route.path}" for row, route in ROUTES])
def test_every_form_of_address_is_read_as_its_example_says(row: Platform, route: Route) -> None:
    detection = detect(route.example)
    kind = route.kind
    expected = REMARK_OF_ROUTE.get(kind)
    assert expected is None or detection.has(expected)
    assert len(detection.noticed) == (expected is not None)
    if kind is RouteKind.PERSONAL:
        assert (detection.platform, detection.canonical_url) == (row.key, "")
    elif kind is RouteKind.REDIRECT:
        assert detection.canonical_url
    else:
        assert detection.platform == row.key
        assert detection.canonical_url
        assert detection.handle or detection.numeric_id or kind is RouteKind.OLD_NAME


@pytest.mark.parametrize("row", KNOWN, ids=lambda row: row.key)
def test_no_route_of_a_platform_is_hidden_behind_another(row: Platform) -> None:
    for route in row.routes:
        path = "/" + route.example.partition("//")[2].partition("?")[0].partition("/")[2].rstrip("/")
        query = set(re.findall(r"[?&]([A-Za-z_]+)=", route.example))
        if route.query and not {name for name, _ in route.query} <= query:
            pytest.fail(route.example)
        decoded = re.sub("%40", "@", path)
        assert re.fullmatch(route.path, decoded), route.example


@pytest.mark.parametrize(
    "pasted",
    [
        "https://x.com/saku_sample",
        "http://twitter.com/saku_sample",
        "https://www.twitter.com/saku_sample/",
        "https://mobile.twitter.com/saku_sample",
        "x.com/saku_sample",
        "twitter.com/saku_sample",
        "X.COM/saku_sample",
        "https://X.com/@saku_sample",
        "ttps://x.com/saku_sample",
        "https//x.com/saku_sample",
        "https:x.com/saku_sample",
        "https:///x.com/saku_sample",
        "https://x.com.:443/saku_sample",
        "https://x.com//saku_sample//",
        "https://x.com/./a/../saku_sample",
        "https://x.com/saku%5Fsample",
        "ｈｔｔｐｓ：／／ｘ．ｃｏｍ／ｓａｋｕ＿ｓａｍｐｌｅ",
        "　https://x.com/saku_sample　",
        "\ufeffhttps://x.com/saku_sample\u200b",
        "「https://x.com/saku_sample」",
        "（https://x.com/saku_sample）",
        "<https://x.com/saku_sample>",
        "[公式](https://x.com/saku_sample)",
        "https://x.com/saku_sample。",
        "https://x.com/saku_sample、",
        "https://x.com/saku_sample.",
        "https://x.com/saku_sampleです",
        "公式X:https://x.com/saku_sample",
        "URLはx.com/saku_sampleです",
        "佐久市（見本）さん (@saku_sample) のプロフィール\nhttps://x.com/saku_sample?s=21&t=AbC_d",
        "https://x.com/saku_sample?s=20",
        "https://x.com/saku_sample?utm_source=web&fbclid=1",
        "https://x.com/saku_sample#posts",
        "http://twitter.com/#!/saku_sample",
        "https:\\\\x.com\\saku_sample",
        "https://x.com/saku_sample/with_replies",
    ],
)
def test_one_account_is_found_however_its_address_was_pasted(pasted: str) -> None:
    detection = detect(pasted)
    assert (detection.platform, detection.handle) == ("x", "saku_sample")
    assert detection.canonical_url == "https://x.com/saku_sample"
    assert detection.remarks == ()


@pytest.mark.parametrize(
    ("pasted", "key", "handle", "numeric_id", "canonical"),
    [
        ("https://www.youtube.com/@%E4%BD%90%E4%B9%85%E5%B8%82%E8%A6%8B%E6%9C%AC", "youtube", "佐久市見本", "",
         "https://www.youtube.com/@%E4%BD%90%E4%B9%85%E5%B8%82%E8%A6%8B%E6%9C%AC"),
        ("youtube.com/@佐久市見本", "youtube", "佐久市見本", "",
         "https://www.youtube.com/@%E4%BD%90%E4%B9%85%E5%B8%82%E8%A6%8B%E6%9C%AC"),
        ("https://m.youtube.com/channel/UCabcdefghijklmnopqrstuv", "youtube", "", "UCabcdefghijklmnopqrstuv",
         "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv"),
        ("https://line.me/R/ti/p/%40saku-sample?from=page", "line", "saku-sample", "",
         "https://line.me/R/ti/p/@saku-sample"),
        ("line://ti/p/@saku-sample", "line", "saku-sample", "", "https://line.me/R/ti/p/@saku-sample"),
        ("https://facebook.com/profile.php?id=100012345678901&sk=about", "facebook", "", "100012345678901",
         "https://www.facebook.com/profile.php?id=100012345678901"),
        ("https://m.facebook.com/Saku.Sample/photos/a.1/2/", "facebook", "Saku.Sample", "",
         "https://www.facebook.com/Saku.Sample"),
        ("instagram.com/saku_sample/?hl=ja", "instagram", "saku_sample", "", "https://www.instagram.com/saku_sample/"),
        ("https://www.threads.net/@saku_sample", "threads", "saku_sample", "", "https://www.threads.com/@saku_sample"),
        ("https://www.tiktok.com/@saku.sample?lang=ja-JP", "tiktok", "saku.sample", "",
         "https://www.tiktok.com/@saku.sample"),
        ("https://note.mu/saku_sample/m/mabc", "note", "saku_sample", "", "https://note.com/saku_sample"),
    ],
)  # fmt: skip
def test_each_platform_gives_handle_persistent_id_and_canonical_address(
    pasted: str, key: str, handle: str, numeric_id: str, canonical: str
) -> None:
    detection = detect(pasted)
    found = (detection.platform, detection.handle, detection.numeric_id, detection.canonical_url)
    assert found == (key, handle, numeric_id, canonical)


@pytest.mark.parametrize(
    ("pasted", "key"),
    [
        ("https://x.com/home", "x"),
        ("https://x.com/%2Fsaku_sample", "x"),
        ("https://x.com/saku%2Fsample", "x"),
        ("https://x.com/saku%00sample", "x"),
        ("https://x.com/i/communities/1", "x"),
        ("https://twitter.com/intent/tweet?text=a", "x"),
        ("https://help.x.com/ja", "x"),
        ("x.com", "x"),
        ("https://www.facebook.com/groups/123456", "facebook"),
        ("https://www.facebook.com/share/p/abc", "facebook"),
        ("https://www.instagram.com/p/Cabc/", "instagram"),
        ("https://www.instagram.com/explore/tags/saku/", "instagram"),
        ("https://www.youtube.com/watch?v=abc", "youtube"),
        ("https://www.youtube.com/shorts/abc", "youtube"),
        ("https://store.line.me/home/", "line"),
        ("https://line.me/ti/g2/abc", "line"),
        ("https://www.tiktok.com/t/ZSabc/", "tiktok"),
        ("https://note.com/hashtag/saku", "note"),
    ],
)
def test_a_page_of_a_platform_that_is_no_account_gives_no_address_and_says_so(pasted: str, key: str) -> None:
    detection = detect(pasted)
    assert detection.platform == key
    assert (detection.handle, detection.numeric_id, detection.canonical_url) == ("", "", "")
    assert [remark.kind for remark in detection.noticed] == [RemarkKind.NOT_AN_ACCOUNT]


@pytest.mark.parametrize(
    ("pasted", "key"),
    [
        ("https://lin.ee/AbCdEf", "line"),
        ("lin.ee/AbCdEf", "line"),
        ("https://t.co/AbC", "x"),
        ("https://youtu.be/abc", "youtube"),
        ("https://fb.me/saku", "facebook"),
        ("https://vt.tiktok.com/ZSabc/", "tiktok"),
    ],
)
def test_a_short_link_is_not_taken_for_an_account_address(pasted: str, key: str) -> None:
    detection = detect(pasted)
    assert (detection.platform, detection.canonical_url) == (key, "")
    assert detection.has(RemarkKind.SHORT_LINK)


@pytest.mark.parametrize(
    "pasted",
    [
        "https://twiter.com/saku_sample",
        "https://twltter.com/saku_sample",
        "https://twitter.com.example/saku_sample",
        "https://x.com.example/saku_sample",
        "https://x.com-login.example/saku_sample",
        "https://faceb00k.com/saku",
        "faceboook.com/saku",
        "https://lnstagram.com/saku",
        "https://instagram.com.login.example/saku",
        "https://instagram-support.example/saku",
        "https://www.yоutube.com/@saku",  # Cyrillic о
        "https://х.com/saku",  # Cyrillic х
        "х.com/saku",
        "https://xn--yutube-wqf.com/@saku",
        "https://1ine.me/R/ti/p/@saku",
        "https://x.com@evil.example/saku",
        "https://twitter.jp/saku_sample",
        "https://tiktok-verify.example/@saku",
    ],
)
def test_a_host_that_only_looks_like_a_platform_is_not_taken_for_it(pasted: str) -> None:
    detection = detect(pasted)
    assert detection.platform == OTHER
    assert (detection.handle, detection.canonical_url) == ("", "")
    assert detection.has(RemarkKind.LOOK_ALIKE)


@pytest.mark.parametrize(
    "pasted", ["https://saku@x.com/saku_sample", "https://id:pass@blog.example/", "https://x.com:8443/saku_sample"]
)
def test_an_address_with_something_odd_around_its_host_is_left_to_a_person(pasted: str) -> None:
    detection = detect(pasted)
    assert (detection.platform, detection.canonical_url) == (OTHER, "")
    assert detection.has(RemarkKind.ODD_ADDRESS)


@pytest.mark.parametrize("pasted", ["https://例え.jp/saku", "https://xn--r8jz45g.jp/saku"])
def test_an_address_in_foreign_letters_is_left_to_a_person(pasted: str) -> None:
    detection = detect(pasted)
    assert (detection.platform, detection.canonical_url) == (OTHER, "")
    assert detection.has(RemarkKind.FOREIGN_LETTERS)
    assert "例え.jp" in detection.remarks[0]


@pytest.mark.parametrize(
    ("pasted", "canonical"),
    [
        ("https://bsky.app/profile/saku.example?ref_src=x&b=1", "https://bsky.app/profile/saku.example?b=1"),
        ("http://www.city.saku.nagano.jp/", "https://www.city.saku.nagano.jp/"),
        ("https://mastodon.example/@saku#about", "https://mastodon.example/@saku"),
        ("https://blog.example/佐久/?utm_medium=a", "https://blog.example/%E4%BD%90%E4%B9%85"),
    ],
)
def test_a_service_without_rules_of_its_own_is_kept_as_other(pasted: str, canonical: str) -> None:
    detection = detect(pasted)
    assert (detection.platform, detection.canonical_url, detection.remarks) == (OTHER, canonical, ())


@pytest.mark.parametrize(
    "text",
    ["", "   ", "佐久市", "koho@city.saku.nagano.jp", "saku.shobodan", "令和8.11.22", "https://", "http://localhost/x",
     "https://saku", "@saku_sample", "://", "1.5", "https://..com/a", "https://x.com:port/saku"],
)  # fmt: skip
def test_text_without_an_address_gives_nothing(text: str) -> None:
    assert detect_account(text, PLATFORMS) is None


@pytest.mark.parametrize("typed", ["@saku_sample", "saku_sample", " ＠ｓａｋｕ＿ｓａｍｐｌｅ "])
def test_a_handle_alone_is_read_where_the_platform_is_chosen(typed: str) -> None:
    detection = detect(typed, "x")
    assert (detection.handle, detection.canonical_url) == ("saku_sample", "https://x.com/saku_sample")


def test_an_address_wins_over_the_platform_chosen() -> None:
    assert detect("https://www.instagram.com/saku_sample", "x").platform == "instagram"


def test_a_handle_that_the_platform_does_not_allow_is_told() -> None:
    detection = detect("https://x.com/this_name_is_too_long_for_x")
    assert (detection.handle, detection.canonical_url) == ("", "")
    assert detection.has(RemarkKind.BROKEN_HANDLE)


def test_of_two_accounts_in_a_text_the_first_is_read_and_the_other_is_told() -> None:
    detection = detect("X https://x.com/saku_a と Instagram https://www.instagram.com/saku_b")
    assert detection.canonical_url == "https://x.com/saku_a"
    assert detection.has(RemarkKind.SEVERAL)


def test_the_city_page_beside_an_account_does_not_get_in_its_way() -> None:
    detection = detect("詳しくは https://www.city.saku.nagano.jp/ または https://x.com/saku_sample")
    assert (detection.canonical_url, detection.remarks) == ("https://x.com/saku_sample", ())


def test_a_login_page_that_leads_to_itself_ends() -> None:
    inner = "https://x.com/login?redirect_after_login=%2Fsaku_sample"
    for _ in range(5):
        inner = f"https://x.com/login?redirect_after_login={quote(inner, safe='')}"
    assert detect(inner).canonical_url == ""


def test_a_redirect_to_a_stranger_is_not_taken_for_the_platform() -> None:
    detection = detect("https://l.facebook.com/l.php?u=https%3A%2F%2Ffacebok.example%2Fsaku")
    assert detection.platform == OTHER
    assert detection.has(RemarkKind.LOOK_ALIKE)


@pytest.mark.parametrize(
    ("url", "handle", "differs"),
    [
        ("https://x.com/saku_lib", "saku_library", True),
        ("https://x.com/Saku_Lib", "@saku_lib", False),
        ("https://x.com/saku_lib", "＠ＳＡＫＵ＿ＬＩＢ", False),
        ("https://x.com/saku_lib", "", False),
        ("https://www.facebook.com/Saku.Sample", "sakusample", False),
        ("https://www.facebook.com/saku.sample", "sakusamples", True),
        ("https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv", "saku", False),
        ("https://other.example/saku", "someone", False),
        ("https://lin.ee/abc", "saku", False),
    ],
)
def test_a_handle_disagrees_with_its_address_only_where_the_platform_tells_them_apart(
    url: str, handle: str, differs: bool
) -> None:
    detection = detect(url)
    assert handle_disagrees(detection, handle, PLATFORMS) is differs
    assert bool(disagreement(detection, handle, PLATFORMS)) is differs


def test_the_disagreement_names_both_handles_as_the_platform_shows_them() -> None:
    text = disagreement(detect("https://x.com/saku_lib"), "saku_library", PLATFORMS)
    assert "@saku_lib " in text
    assert "@saku_library " in text
    on_facebook = disagreement(detect("https://www.facebook.com/saku.sample"), "saku.other", PLATFORMS)
    assert "@" not in on_facebook


def test_nothing_disagrees_with_no_address() -> None:
    assert not handle_disagrees(None, "saku", PLATFORMS)


@pytest.mark.parametrize(
    "same",
    [
        ("https://x.com/Saku_Sample", "http://twitter.com/saku_sample/", "x.com/SAKU_SAMPLE?s=20"),
        ("https://www.facebook.com/Saku.Sample", "facebook.com/sakusample"),
        ("https://line.me/R/ti/p/%40saku", "https://page.line.me/saku"),
        ("https://www.threads.net/@saku", "https://www.threads.com/@saku"),
        ("http://blog.example/a/?utm_source=x", "https://blog.example/a"),
        ("https://blog.example/%e4%bd%90", "https://blog.example/佐"),
    ],
)
def test_addresses_of_one_account_have_one_key(same: tuple[str, ...]) -> None:
    assert len({normalise_url(url, PLATFORMS) for url in same}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://x.com/saku_a", "https://x.com/saku_b"),
        ("https://x.com/saku", "https://www.instagram.com/saku"),
        ("https://blog.example/a", "https://blog.example/b"),
        ("https://blog.example/?id=1", "https://blog.example/?id=2"),
        ("https://other.example/Saku", "https://other.example/saku"),
        ("https://lin.ee/aaa", "https://lin.ee/bbb"),
    ],
)
def test_addresses_of_two_accounts_have_two_keys(one: str, other: str) -> None:
    assert normalise_url(one, PLATFORMS) != normalise_url(other, PLATFORMS)


@pytest.mark.parametrize("url", ["", "佐久市", "@saku", "https://", "http://localhost"])
def test_the_key_of_what_is_no_address_is_refused_at_the_url_field(url: str) -> None:
    with pytest.raises(InputError) as caught:
        normalise_url(url, PLATFORMS)
    assert caught.value.field == "url"


hosts = st.sampled_from(
    [host for row in PLATFORMS for host in (*row.hosts, *row.short_link_hosts)]
    + ["blog.example", "xn--a.example", "х.com"]
)
segments = st.sampled_from(
    ["@saku_sample", "saku", "i", "R", "ti", "p", "status", "%40saku", "%2F", "%", "%FF", "..", ".", "", "profile.php",
     "channel", "UCabcdefghijklmnopqrstuv", "123456789012", "佐久", "l.php", "login", "c", "user", "a b", "#!", "\\"]
) | st.text(max_size=8)  # fmt: skip
queries = st.sampled_from(["", "?id=1234567", "?u=https://x.com/saku", "?next=/saku", "?accountId=saku", "?=&&=", "?%"])
addresses = st.builds(
    lambda scheme, prefix, host, path, query: scheme + prefix + host + "/" + "/".join(path) + query,
    st.sampled_from(["https://", "http://", "", "https:", "ttps://", "line://", "ｈｔｔｐｓ：／／", "https://x.com@"]),
    st.sampled_from(["", "www.", "m.", "ja-jp."]),
    hosts,
    st.lists(segments, max_size=5),
    queries,
)


@given(st.text(max_size=80) | addresses, st.sampled_from(["", *(row.key for row in PLATFORMS), "unknown"]))
@example("https://x.com/login?redirect_after_login=//", "")
@example("https://[::1]/a", "")
@example("https://x.com/\ud800", "x")
@example("http://xn--.example/", "")
def test_whatever_is_pasted_raises_nothing_and_keeps_the_promises(text: str, key: str) -> None:
    detection = detect_account(text, PLATFORMS, key)
    if detection is None:
        return
    row = platform(detection.platform)
    assert not detection.handle or row.handle_fits(detection.handle)
    assert not detection.numeric_id or re.fullmatch(row.numeric_id, detection.numeric_id)
    assert detection.canonical_url or detection.noticed
    if detection.canonical_url:
        assert detection.canonical_url.startswith("https://")
        assert detection.canonical_url.isascii()
        again = detect(detection.canonical_url)
        assert (again.platform, again.canonical_url) == (detection.platform, detection.canonical_url)
        assert unicodedata.normalize("NFC", again.handle) == detection.handle
        assert again.numeric_id == detection.numeric_id or detection.handle


@given(st.text(max_size=80) | addresses)
def test_the_key_of_a_key_is_itself(text: str) -> None:
    try:
        key = normalise_url(text, PLATFORMS)
    except InputError:
        return
    assert normalise_url(key, PLATFORMS) == key


@given(st.sampled_from(KNOWN), st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=5, max_size=12))
def test_every_handle_comes_back_out_of_its_canonical_address(row: Platform, handle: str) -> None:
    if handle in row.reserved or re.fullmatch("[0-9]+", handle):
        return
    url = row.canonical.replace("{handle}", handle)
    assert replace(detect(url), noticed=()) == Detection(row.key, handle, "", url)
