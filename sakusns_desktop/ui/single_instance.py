"""One window per register: a second start rings at the first one, which comes to the front."""

import sys
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QElapsedTimer, QObject, Qt, QThread
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QMainWindow

WAIT_MS = 3000
MESSAGE = b"raise\n"


def _name(data_directory: Path) -> str:
    """A name of the pipe that tells nothing about the path, and that no other register shares."""
    path = str(data_directory.resolve()).encode("utf-8", "surrogatepass")
    # Qt's own: hashlib would load OpenSSL at every start, 3.4 MB
    digest = QCryptographicHash.hash(path, QCryptographicHash.Algorithm.Sha256).toHex().data()
    return f"sakusns-{bytes(digest[:24]).decode()}"


class Doorbell(QObject):
    """Listens for second starts and raises the window."""

    def __init__(self, data_directory: Path, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = _name(data_directory)
        QLocalServer.removeServer(name)  # left over from a killed process; the lock says that there is no other
        self._server.newConnection.connect(self._answer)
        self._server.listen(name)

    def _answer(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
        window = self._window
        window.setWindowState((window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive)
        window.show()
        window.raise_()
        window.activateWindow()


if sys.platform == "win32":
    import ctypes

    def _let_through(holder_pid: int | None) -> None:
        """Windows lets nobody take the foreground unasked: whoever has it must pass it on."""
        if holder_pid is not None:
            ctypes.windll.user32.AllowSetForegroundWindow(holder_pid)

else:

    def _let_through(holder_pid: int | None) -> None:
        """Elsewhere the window manager decides."""


def ring(data_directory: Path, holder_pid: int | None) -> bool:
    """Ask the first window to come to the front. Returns whether it answered.

    Args:
        holder_pid: the first process, allowed to take the foreground (Windows lets nobody take it unasked).
    """
    _let_through(holder_pid)
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < WAIT_MS:  # the first window may be just starting and not listen yet
        socket = QLocalSocket()
        socket.connectToServer(_name(data_directory))
        if socket.waitForConnected(500):
            socket.write(MESSAGE)
            socket.waitForBytesWritten(500)
            socket.disconnectFromServer()
            return True
        QThread.msleep(100)
    return False
