"""A version 1 client in the style of websocket-client, over the standard library alone.

Says one thing at a time in objects, with references such as ref_1694972400123, and prints what the
documented events bring. Arguments: host, port, token, channel id.
"""

import base64
import json
import os
import socket
import struct
import sys
import time


class Connection:
    def __init__(self, host, port, path):
        self.socket = socket.create_connection((host, port), timeout=20)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            (
                f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\n"
                f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
            ).encode()
        )
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.socket.recv(1)
        assert b" 101 " in head.split(b"\r\n")[0], head

    def send(self, text):
        data = text.encode()
        mask = os.urandom(4)
        head = bytes([0x81])
        if len(data) < 126:
            head += bytes([0x80 | len(data)])
        else:
            head += bytes([0x80 | 126]) + struct.pack(">H", len(data))
        body = bytes(byte ^ mask[i % 4] for i, byte in enumerate(data))
        self.socket.sendall(head + mask + body)

    def exactly(self, count):
        data = b""
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            assert part, "the connection ended"
            data += part
        return data

    def receive(self):
        while True:
            first, second = self.exactly(2)
            length = second & 0x7F
            if length == 126:
                (length,) = struct.unpack(">H", self.exactly(2))
            elif length == 127:
                (length,) = struct.unpack(">Q", self.exactly(8))
            data = self.exactly(length)
            if first & 0x0F == 1:
                return json.loads(data)


host, port, token, channel_id = sys.argv[1:]
connection = Connection(host, int(port), f"/socket/websocket?token={token}")
topic = f"channel:{channel_id}"


def push(event, payload):
    message = {"topic": topic, "event": event, "payload": payload, "ref": f"ref_{int(time.time() * 1000)}"}
    connection.send(json.dumps(message))


def await_event(event):
    while True:
        message = connection.receive()
        if message["event"] == event:
            return message["payload"]


push("phx_join", {})
print("joined", await_event("phx_reply")["response"]["channel"]["name"], flush=True)
await_event("presence_state")
push("send_message", {"content": "Hello from Python", "temp_id": "temp_1"})
sent = await_event("message_sent")
print("sent", sent["temp_id"], flush=True)
print("heard", await_event("new_message")["message"]["content"], flush=True)
push("add_reaction", {"message_id": sent["message"]["id"], "emoji": ":thumbsup:"})
print("reaction", await_event("reaction_added")["reaction"]["emoji"], flush=True)
push("edit_message", {"message_id": sent["message"]["id"], "content": "Edited"})
print("edited", await_event("message_updated")["message"]["content"], flush=True)
push("send_message", {"content": "", "temp_id": "temp_2"})
print("error", await_event("message_error")["errors"]["content"][0], flush=True)
