"""A client of version 1 as one writes it in Python: it sends, and reads one answer; no threads."""
import base64
import json
import os
import socket
import struct
import sys

HOST, PORT, TOKEN = sys.argv[1], int(sys.argv[2]), sys.argv[3]
TOKENS = ["22", "25", "2442", "3812", "35006", "42685", "41289"]


class Client:
    def __init__(self):
        self.sock = socket.create_connection((HOST, PORT), timeout=20)
        key = base64.b64encode(os.urandom(16)).decode()
        self.sock.sendall(
            (
                f"GET /socket/websocket HTTP/1.1\r\nHost: {HOST}:{PORT}\r\n"
                "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
            ).encode()
        )
        self.file = self.sock.makefile("rb")
        assert b" 101 " in self.file.readline()
        while self.file.readline() != b"\r\n":
            pass

    def write(self, opcode, data):
        mask = os.urandom(4)
        size = len(data)
        head = bytes([0x80 | opcode])
        head += bytes([0x80 | size]) if size < 126 else bytes([0xFE]) + struct.pack(">H", size)
        self.sock.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(data)))

    def send(self, event, payload):
        message = {"topic": "api:demo", "event": event, "payload": payload, "ref": ""}
        self.write(1, json.dumps(message).encode())

    def recv(self):
        while True:
            first, size = self.file.read(2)
            if size == 126:
                (size,) = struct.unpack(">H", self.file.read(2))
            elif size == 127:
                (size,) = struct.unpack(">Q", self.file.read(8))
            data = self.file.read(size)
            if first & 15 == 9:
                self.write(10, data)
            elif first & 15 == 1:
                message = json.loads(data)
                assert list(message) == ["event", "payload", "ref", "topic"], message
                return message


client = Client()
client.send("subscribe", {"list": TOKENS})
print(client.recv()["payload"]["response"]["reason"])
client.send("phx_join", {"access_token": "wrong"})
print(client.recv()["payload"]["response"]["reason"])
client.send("phx_join", {"access_token": TOKEN})
print(client.recv()["payload"]["status"])
client.send("subscribe", {"list": TOKENS})
first = client.recv()
assert first["event"] == "ltp", first
print(*sorted(first["payload"], key=lambda t: (len(t), t)))
prices = first["payload"]
for _ in range(5):
    update = client.recv()
    assert update["event"] == "ltp" and update["payload"], update
    for token, tick in update["payload"].items():
        assert set(tick) == {"ltp", "ltq", "ltt"} and isinstance(tick["ltp"], int), tick
        assert tick["ltt"].endswith("Z") and len(tick["ltt"]) == 20, tick
        prices[token] = tick
print("updates")
client.send("unsubscribe", {"list": ["25", "22"]})
answer = client.recv()
while answer["event"] == "ltp":
    answer = client.recv()
print(*answer["payload"]["tokens"])
