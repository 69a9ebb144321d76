"""2, 3(2)イ: the platforms of ``resources/platforms.toml``."""

from functools import lru_cache
from pathlib import Path

from sakusns_desktop.domain.platform import OTHER, HandleRule, Platform, Route, RouteKind
from sakusns_desktop.paths import resource_directory
from sakusns_desktop.reference_data.strict import Table, read_toml

_MEANINGS = ("handle", "numeric_id", "url")


@lru_cache(maxsize=1)
def load_platforms() -> tuple[Platform, ...]:
    """The platforms that the app comes with.

    Raises:
        ResourceError: the file breaks its rules.
    """
    return read_platforms(resource_directory() / "platforms.toml")


def read_platforms(file: Path) -> tuple[Platform, ...]:
    """The platforms of one file.

    Raises:
        ResourceError: the file breaks its rules; file and key are named.
    """
    top = read_toml(file)
    rows: dict[str, Platform] = {}
    for table in top.tables("platform"):
        row = _platform(table)
        if row.key in rows:
            table.fail("key", f"の「{row.key}」は2度書かれています")
        rows[row.key] = row
    if OTHER not in rows:
        top.fail("platform", f"に「{OTHER}」の行がありません")
    top.finish()
    return tuple(rows.values())


def _platform(table: Table) -> Platform:
    platform = Platform(
        key=table.text("key"),
        label=table.text("label"),
        short_label=table.text("short_label"),
        aliases=table.texts("aliases"),
        hosts=table.texts("hosts", ()),
        subdomain=table.text("subdomain", "www"),
        short_link_hosts=table.texts("short_link_hosts", ()),
        brands=table.texts("brands", ()),
        reserved=frozenset(table.texts("reserved", ())),
        handle=_handle_rule(table.table("handle")),
        numeric_id=table.text("numeric_id", r"\S{1,64}"),
        numeric_id_place=table.text("numeric_id_place"),
        canonical=table.text("canonical", ""),
        canonical_numeric=table.text("canonical_numeric", ""),
        routes=tuple(_route(route) for route in table.tables("route", optional=True)),
        tracking_parameters=table.texts("tracking_parameters", ()),
        source=table.text("source"),
        checked_on=table.day("checked_on"),
    )
    table.finish()
    for key, slot, template in (
        ("canonical", "{handle}", platform.canonical),
        ("canonical_numeric", "{numeric_id}", platform.canonical_numeric),
    ):
        if template and slot not in template:
            table.fail(key, f"に {slot} がありません")
    return platform


def _handle_rule(table: Table) -> HandleRule:
    rule = HandleRule(
        pattern=table.text("pattern"),
        minimum=table.integer("minimum", minimum=1),
        maximum=table.integer("maximum", minimum=1),
        at_sign=table.boolean("at_sign"),
        case_sensitive=table.boolean("case_sensitive"),
        ignored=table.text("ignored", ""),
        rule=table.text("rule"),
    )
    table.finish()
    return rule


def _route(table: Table) -> Route:
    route = Route(
        kind=RouteKind(table.choice("kind", tuple(kind.value for kind in RouteKind))),
        path=table.text("path"),
        hosts=table.texts("hosts", ()),
        query=_query(table.table("query")) if table.has("query") else (),
        canonical=table.text("canonical", ""),
        example=table.text("example"),
    )
    table.finish()
    return route


def _query(table: Table) -> tuple[tuple[str, str], ...]:
    return tuple((parameter, table.choice(parameter, _MEANINGS)) for parameter in table.names())
