"""3(2)イ, ウ: handles by the rules of each platform."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sakusns_desktop.domain.errors import InputError
from sakusns_desktop.domain.look_alike_host import decode_host, looks_like, skeleton
from sakusns_desktop.domain.platform import OTHER, Platform, clean_handle, is_tracking, platform_of, validate_handle
from sakusns_desktop.reference_data.platforms import load_platforms

PLATFORMS = load_platforms()


def row(key: str) -> Platform:
    found = platform_of(PLATFORMS, key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("key", "handle"),
    [
        ("x", "smp_saku_kouho"),
        ("x", "a" * 15),
        ("facebook", "Saku.Sample"),
        ("instagram", "saku_sample.kanko"),
        ("line", "123abcde"),
        ("youtube", "saku-sample.ch"),
        ("youtube", "佐久市"),
        ("youtube", "a·b"),
        ("threads", "saku_sample"),
        ("tiktok", "saku.sample_1"),
        ("note", "saku_sample"),
        ("other", "saku@mastodon.example"),
    ],
)
def test_a_handle_within_the_rule_is_taken_as_it_is(key: str, handle: str) -> None:
    assert validate_handle(row(key), handle) == handle


@pytest.mark.parametrize(
    ("key", "handle"),
    [
        ("x", "a" * 16),
        ("x", "saku-city"),
        ("x", "佐久市"),
        ("x", "saku\ncity"),
        ("x", "login"),
        ("facebook", "saku"),
        ("facebook", "saku_sample"),
        ("instagram", "saku..sample"),
        ("instagram", ".saku"),
        ("instagram", "saku."),
        ("instagram", "a" * 31),
        ("line", "ab"),
        ("line", "佐久市"),
        ("youtube", "ab"),
        ("youtube", "佐久 市"),
        ("tiktok", "saku."),
        ("tiktok", "a" * 25),
        ("note", "ab"),
        ("note", "a.b.c"),
        ("other", "a b"),
    ],
)
def test_a_handle_outside_the_rule_is_refused_at_its_field_with_the_rule(key: str, handle: str) -> None:
    with pytest.raises(InputError) as caught:
        validate_handle(row(key), handle)
    assert caught.value.field == "handle"
    assert row(key).handle.rule in str(caught.value)


@pytest.mark.parametrize("typed", ["@saku", "＠ｓａｋｕ", "  saku　", "@@saku", "@ @saku"])
def test_a_typed_handle_loses_its_at_sign_blanks_and_width(typed: str) -> None:
    assert validate_handle(row("x"), typed) == "saku"


def test_an_empty_handle_is_not_yet_wrong() -> None:
    assert validate_handle(row("x"), " @ ") == ""


@pytest.mark.parametrize(("key", "shown"), [("x", "@saku"), ("facebook", "saku"), ("line", "@saku"), ("note", "saku")])
def test_a_handle_is_shown_as_its_platform_shows_it(key: str, shown: str) -> None:
    assert row(key).shown_handle("saku") == shown
    assert row(key).shown_handle("") == ""


@given(st.sampled_from(PLATFORMS), st.text(max_size=40))
def test_a_refused_handle_raises_an_input_error_and_a_taken_one_stays_taken(platform: Platform, text: str) -> None:
    try:
        taken = validate_handle(platform, text)
    except InputError:
        assert not platform.handle_fits(clean_handle(text))
        return
    assert validate_handle(platform, taken) == taken


@given(st.text(max_size=40))
def test_a_cleaned_handle_is_clean(text: str) -> None:
    assert clean_handle(clean_handle(text)) == clean_handle(text)


@pytest.mark.parametrize(
    ("parameter", "tracking"),
    [("utm_source", True), ("UTM_Medium", True), ("fbclid", True), ("igsh", True), ("id", False), ("utm", False)],
)
def test_parameters_that_only_track_are_told_from_the_others(parameter: str, tracking: bool) -> None:
    assert is_tracking(PLATFORMS, parameter) is tracking


@pytest.mark.parametrize(
    "host",
    ["city.saku.nagano.jp", "www.pref.nagano.lg.jp", "bsky.app", "example.com", "online.example", "footnote.example",
     "threads-of-wool.example", "mail.example", "a.example", "tv.example", "blog.example", "mixi.jp", "linux.example"],
)  # fmt: skip
def test_an_ordinary_host_resembles_no_platform(host: str) -> None:
    assert looks_like(host, PLATFORMS) == ""


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("twiter.com", "x"),
        ("tiwtter.com", "x"),
        ("ttwitter.com", "x"),
        ("x.com.example", "x"),
        ("login.x.com-a.example", "x"),
        ("facebo0k.com", "facebook"),
        ("my-facebook.example", "facebook"),
        ("instagrarn.com", "instagram"),
        ("yovtube.com", "youtube"),
        ("xn--yutube-wqf.com", "youtube"),
        ("line.me.example", "line"),
        ("іine.me", "line"),  # Cyrillic і
        ("n0te.com", "note"),
    ],
)
def test_a_host_one_slip_away_resembles_its_platform(host: str, key: str) -> None:
    assert looks_like(host, PLATFORMS) == key


@given(st.text(max_size=70))
def test_no_host_breaks_the_comparison(host: str) -> None:
    assert looks_like(host, PLATFORMS) in {"", *(platform.key for platform in PLATFORMS)} - {OTHER}


@given(st.text(max_size=70))
def test_decoding_raises_nothing(label: str) -> None:
    assert decode_host(f"xn--{label}") is not None


def test_twins_of_a_word_have_its_shape() -> None:
    assert skeleton("fаceb00k") == skeleton("facebook")
    assert skeleton("lnstagrarn") == skeleton("instagram")
    assert skeleton("twitter") != skeleton("tweeter")
