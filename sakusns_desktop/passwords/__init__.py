"""3(5) パスワード: how guessable a password is, and a better one."""
