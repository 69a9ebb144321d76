"""5(1)オ: days against the calendar, in every spelling; each rule with what it finds and what it leaves alone."""

from datetime import date

import pytest
from labelled_posts import CheckText


def kinds(check: CheckText, text: str, today: date = date(2026, 11, 22)) -> set[str]:
    about_days = {
        "weekday_mismatch", "holiday_mismatch", "impossible_date", "era_invalid", "era_mismatch", "range_reversed",
        "time_invalid", "past_date", "relative_date",
    }  # fmt: skip
    return {found.kind for found in check(text, platform="line", today=today)} & about_days


@pytest.mark.parametrize(
    "written",
    [
        "12月6日(土)", "12月6日（土）", "１２月６日（土）", "12/6(土)", "12／6（土）", "12.6(土)", "12-6(土)", "令和8年12月6日（土）",
        "令和８年１２月６日（土曜日）", "R8.12.6(土)", "R8/12/6(土)", "r8年12月6日(土)", "2026年12月6日(土)", "2026/12/6(土)",
        "2026-12-06（土）", "2026.12.6(土)", "12月6日土曜日", "12月6日 土曜", "12月6日は土曜日", "12月6日、土曜日", "12月6日㈯", "12月6日㊏",
        "12月6日[土]", "12月6日【土】", "12月6日〔土〕", "12月6日(土・祝)", "十二月六日（土）", "Dec. 6 (Sat)", "Saturday, December 6",
        "12/6(Sat)", "12月6日(土)・7日(月)", "5日(土)、6日(土)", "12月5日・6日(土・月)", "12月5日(土)～6日(土)",
    ],
)  # fmt: skip
def test_a_wrong_weekday_is_found_in_every_spelling(written: str, check: CheckText) -> None:
    assert "weekday_mismatch" in kinds(check, f"{written}に催しを開きます。")


@pytest.mark.parametrize(
    "written",
    [
        "12月6日(日)", "12/6(日)", "令和8年12月6日（日）", "R8.12.6(日)", "12月6日㈰", "十二月六日（日）", "Sunday, December 6, 2026",
        "12月5日(土)・6日(日)", "12月5日・6日(土・日)", "12月28日(月)〜1月4日(月)", "11月22日(日)〜23日(月・祝)", "令和9年1月1日(金・祝)",
        "3月22日(月・休)", "5月3日(月・祝)", "毎月第2日曜日", "12月6日(日)必着", "12月12日(土)、13日(日)、19日(土)", "26日(木)",
    ],
)  # fmt: skip
def test_a_right_weekday_is_silent(written: str, check: CheckText) -> None:
    assert kinds(check, f"{written}に催しを開きます。") == set()


def test_last_years_weekday_is_called_so(check: CheckText) -> None:
    found = [one for one in check("12月6日(土)に餅つき大会を開きます。") if one.kind == "weekday_mismatch"]
    assert found[0].message.endswith("昨年の曜日です。")
    assert found[0].suggestions == ("12月6日(日)", "12月5日(土)")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3月7日(土)にマルシェを開きます。", {"weekday_mismatch"}),  # 2026's weekday; a reader takes 2027
        ("3月7日(日)にマルシェを開きます。", set()),
        ("11月15日(日)に大会を開催しました。", set()),
        ("昨年（2025年）11月22日(土)に続き、今年も公募展を開催しています。", set()),
        ("来年5月5日(水・祝)はこどもの日です。", set()),
        ("令和8年度の成人式は1月10日(日)です。", set()),
        ("令和9年1月1日（金・祝）開催、申込みは12月18日（金）まで", set()),
        ("今年度最後の講座は3月13日(土)です。", set()),
    ],
)
def test_the_year_is_the_one_a_reader_takes(text: str, expected: set[str], check: CheckText) -> None:
    assert kinds(check, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12月23日(水・祝)も開館します。", {"holiday_mismatch"}),
        ("2月12日(金・振休)は休みです。", {"holiday_mismatch"}),
        ("1月15日（成人の日）に開きます。", {"holiday_mismatch"}),
        ("1月11日（成人の日）に開きます。", set()),
        ("3月22日(月・振休)は開館します。", set()),
        ("11月24日(火・休館日)です。", set()),
        ("2060年1月1日(木・祝)に開きます。", set()),  # beyond the table: jpholiday answers
    ],
)
def test_holiday_labels_follow_the_calendar(text: str, expected: set[str], check: CheckText) -> None:
    assert kinds(check, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平成32年度の計画", {"era_invalid"}),
        ("平成31年5月の写真", {"era_invalid"}),
        ("令和元年4月20日に開館した", {"era_invalid"}),
        ("昭和元年12月1日の新聞", {"era_invalid"}),
        ("令和0年のできごと", {"era_invalid"}),
        ("令和80年12月1日の催し", {"era_invalid"}),
        ("平成31年4月30日まで", set()),
        ("昭和64年1月7日まで", set()),
        ("大正15年12月25日のできごと", set()),
        ("昭和元年12月25日のできごと", set()),
        ("令和32年までに排出量を実質ゼロに", set()),
        ("昭和100年を記念して", set()),
        ("2027年（令和8年）4月から", {"era_mismatch"}),
        ("昭和34年(1958年)に創刊", {"era_mismatch"}),
        ("R7年度（2026年度）の予算", {"era_mismatch"}),
        ("2026年（令和8年）4月から", set()),
        ("昭和64年（1989年）、平成元年（1989年）", set()),
        ("明治5年（1872年）の地図", set()),
    ],
)
def test_eras_follow_their_boundaries(text: str, expected: set[str], check: CheckText) -> None:
    assert kinds(check, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9月31日で期限が切れます。", {"impossible_date"}),
        ("令和9年2月29日まで", {"impossible_date"}),
        ("令和10年2月29日まで", set()),
        ("13月1日から", {"impossible_date"}),
        ("12月0日", {"impossible_date"}),
        ("11/31(火)から", {"impossible_date"}),
        ("1/2カップ、3/4サイズ、9/31", set()),
        ("11-22番バス停前・3-2-1カウント", set()),
    ],
)
def test_days_that_are_in_no_calendar_are_found(text: str, expected: set[str], check: CheckText) -> None:
    assert kinds(check, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026年12月7日から2026年11月30日まで", {"range_reversed"}),
        ("12月20日(日)～12月13日(日)", {"range_reversed"}),
        ("12月20日〜10日", {"range_reversed"}),
        ("12月7日〜11月30日", {"range_reversed"}),
        ("12月28日〜1月4日", set()),
        ("4月1日〜3月31日", set()),
        ("15:00〜13:00", {"range_reversed"}),
        ("午後3時〜午後1時", {"range_reversed"}),
        ("22:00〜5:00", set()),
        ("午後10時〜翌5時", set()),
        ("10時〜3時", set()),
        ("午前9時〜5時", set()),
        ("13時30分〜15時", set()),
    ],
)
def test_ranges_run_forward(text: str, expected: set[str], check: CheckText) -> None:
    assert kinds(check, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25時70分から", {"time_invalid"}),
        ("午後19時まで", {"time_invalid"}),
        ("24:30に終わります", {"time_invalid"}),
        ("13時60分", {"time_invalid"}),
        ("24時間受付、午前0時、24時まで", set()),
        ("スコア10:75", set()),
        ("25時間かかります", set()),
    ],
)
def test_times_are_on_the_clock(text: str, expected: set[str], check: CheckText) -> None:
    assert kinds(check, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年12月7日(日)に市民合唱祭を開催します。", {"past_date"}),
        ("令和7年12月14日(日)開催の講演会、受講者を募集しています。", {"past_date"}),
        ("11月8日(日)に紅葉ウォークを開催します。", {"past_date"}),
        ("申込締切：11月13日（金）\n参加者を募集しています。", {"past_date"}),
        ("2025年12月7日(日)に市民合唱祭を開催しました。", set()),
        ("令和7年4月1日から実施しています。参加者を募集します。", set()),
        ("昭和34年4月1日に開館した図書館で催しを開催します。", set()),
        ("令和7年12月1日現在、市内に住む方を募集します。", set()),
        ("11月1日(日)〜11月30日(月)に募集しています。", set()),
        ("11月15日(日)、12月6日(日)に開催します。", set()),
        ("12月6日に開催します。", set()),
    ],
)
def test_days_gone_by_are_not_announced(text: str, expected: set[str], check: CheckText) -> None:
    assert kinds(check, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("明日、臼田地区で断水があります。", {"relative_date"}),
        ("来週の日曜日に防災訓練を行います。", {"relative_date"}),
        ("あすの朝は冷え込みます。", {"relative_date"}),
        ("明日（11月23日）は開館します。", set()),
        ("本日11月22日(日)は開館しています。", set()),
        ("本日、式典が行われました。", set()),
        ("明日の佐久を担う子どもたち", set()),
        ("今日の給食はシチューです。", set()),
        ("きょうだいで参加できます。", set()),
        ("毎週日曜日に開きます。", set()),
    ],
)
def test_days_that_only_today_understands_are_asked_about(text: str, expected: set[str], check: CheckText) -> None:
    assert kinds(check, text) == expected
