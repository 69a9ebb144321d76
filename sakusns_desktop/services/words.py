"""Words that the search and the documents share with the window."""

from sakusns_desktop.domain.account import LifeCycleState

STATE_WORDS: dict[LifeCycleState, str] = {
    LifeCycleState.PREPARING: "準備",
    LifeCycleState.AWAITING_APPROVAL: "承認待ち",
    LifeCycleState.APPROVED: "承認済",
    LifeCycleState.ACQUIRED: "取得済",
    LifeCycleState.POLICY_DECIDED: "ポリシー決定",
    LifeCycleState.REPORTED: "報告済",
    LifeCycleState.LISTED: "掲載済",
    LifeCycleState.OPERATING: "運用中",
    LifeCycleState.SUSPENDED: "休止",
    LifeCycleState.CLOSED: "閉鎖",
}
"""Life-cycle state -> its word, as the guideline's chain of 3(1) to 3(7) has it."""
