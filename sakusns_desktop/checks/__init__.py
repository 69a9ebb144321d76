"""5 情報発信 and 6 禁止事項: the pre-post check, pure functions over a draft."""
