"""A proxy between the browser and the shop whose wire can be cut without a word, or which answers by itself."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from servers import Server

BAD_GATEWAY = (
    b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nX-Request-ID: proxy-1\r\nContent-Length: 24\r\nConnection: close\r\n\r\n"
    b"<h1>502 Bad Gateway</h1>"
)


class Wire:
    """Passes bytes on both ways, each connection on threads of its own."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._sockets: list[socket.socket] = []
        self._passes = threading.Event()
        self._passes.set()
        self.answers_itself = False
        self.connections = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def freeze(self) -> None:
        """No byte passes any more; nothing is closed, so nobody hears of it."""
        self._passes.clear()

    def thaw(self) -> None:
        """New connections pass again. Those that were held stay dead, as they do when a router forgets them."""
        self._drop()
        self._passes.set()

    def answer_itself(self, answers: bool) -> None:
        """Whether every request is answered by 502 instead of the shop; what is open is closed."""
        self.answers_itself = answers
        self._drop()

    def close(self) -> None:
        self._listener.close()
        self._passes.set()
        self._drop()

    def _drop(self) -> None:
        for end in self._sockets:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._sockets.clear()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self.connections += 1
                self._sockets.append(client)
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            if self.answers_itself:
                client.recv(65536)
                client.sendall(BAD_GATEWAY)
                return
            with socket.create_connection(("127.0.0.1", self._target)) as server:
                self._sockets.append(server)
                back = threading.Thread(target=self._pass, args=(server, client), daemon=True)
                back.start()
                self._pass(client, server)
                back.join()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(65536):
                self._passes.wait()
                target.sendall(piece)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)


@contextmanager
def wire_to(server: Server) -> Iterator[Wire]:
    """A wire to a shop, for as long as the test needs it."""
    wire = Wire(server.port)
    try:
        yield wire
    finally:
        wire.close()
