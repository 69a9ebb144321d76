"""5(1)ア, 5(1)ウ, 5(1)エ: pictures, videos, and the account that a draft is meant for."""

from labelled_posts import CheckText

from sakusns_desktop.domain.post import AccountContext, Media

READY = Media("image", "a.jpg", alt="雪の佐久平", source="広報広聴課が撮影", consent=True, faces_checked=True)


def kinds(check: CheckText, *media: Media, text: str = "雪の朝です。") -> set[str]:
    return {found.kind for found in check(text, platform="instagram", media=media)}


def test_a_picture_that_was_looked_after_is_silent(check: CheckText) -> None:
    assert kinds(check, READY) == set()


def test_a_place_in_a_picture_is_a_violation(check: CheckText) -> None:
    found = [one for one in check("雪です。", media=(READY._replace(has_gps=True),)) if one.kind == "image_gps"]
    assert [one.outcome.value for one in found] == ["violation"]


def test_owner_metadata_are_asked_about(check: CheckText) -> None:
    found = [
        one for one in check("雪です。", media=(READY._replace(owner_metadata=("Artist",)),)) if one.kind == "image_gps"
    ]
    assert [one.outcome.value for one in found] == ["review"]


def test_missing_answers_about_a_picture_are_asked_for(check: CheckText) -> None:
    assert kinds(check, READY._replace(alt="")) == {"alt_missing"}
    assert kinds(check, READY._replace(alt="IMG_1234.jpg")) == {"alt_missing"}
    assert kinds(check, READY._replace(source="")) == {"image_source"}
    assert kinds(check, READY._replace(consent=False)) == {"image_source"}
    assert kinds(check, READY._replace(faces_checked=False)) == {"pii_photo"}
    assert kinds(check, READY._replace(alt="雪" * 1001)) == {"length_over"}


def test_a_video_is_asked_about_once(check: CheckText) -> None:
    video = Media("video", "a.mp4", source="自作", consent=True, captions=True, faces_checked=True)
    assert kinds(check, video) == set()
    assert kinds(check, video._replace(captions=False)) == {"video_rights"}
    assert kinds(check, video._replace(faces_checked=False, has_gps=True)) == {"pii_photo", "image_gps"}


def test_an_alternative_text_that_says_nothing_is_told(check: CheckText) -> None:
    assert {found.kind for found in check("", field="alt")} == {"alt_missing"}
    assert {found.kind for found in check("画像", field="alt")} == {"alt_missing"}
    assert {found.kind for found in check("雪をかぶった浅間山", field="alt")} == set()


def test_another_body_is_not_the_city(check: CheckText) -> None:
    def told(text: str) -> bool:
        return any(found.kind == "wrong_account" for found in check(text))

    assert told("小諸市からのお知らせです。")
    assert told("上田市公式Xです。")
    assert told("弊社の新商品です。")
    assert not told("小諸市と佐久市の合同説明会を開きます。")
    assert not told("詳しくは小諸市の公式サイトで。佐久市も参加します。")


def test_another_account_of_the_city_is_noticed(check: CheckText) -> None:
    account = AccountContext(
        name="佐久市防災",
        handle="saku_bosai",
        purpose_words=("避難", "災害", "気象"),
        other_accounts=(("佐久市立図書館", "saku_library", ("図書館", "貸出", "絵本")),),
    )

    def told(text: str) -> list[str]:
        return [found.surface for found in check(text, account=account) if found.kind == "wrong_account"]

    assert told("佐久市立図書館からのお知らせです。") == ["佐久市立図書館"]
    assert told("絵本の貸出を始めました。") == ["佐久市立図書館"]
    assert told("避難所になる図書館では、貸出を休みます。") == []


def test_a_private_matter_in_plain_words_belongs_to_another_account(check: CheckText) -> None:
    assert {found.kind for found in check("ねむい。会議長すぎ。")} == {"staff_personal", "wrong_account"}
    assert {found.kind for found in check("先週からコロナで休んでいました。")} == {"staff_personal"}
