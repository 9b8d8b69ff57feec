package dev.carillon.wire.http;

import dev.carillon.gate.Gate;
import dev.carillon.wire.WebSocketUpgrade;

/** What all connections of one server share. */
record HttpParts(
    HttpLimits limits,
    HttpService service,
    UpgradeSwitch upgrades,
    WebSocketUpgrade webSockets,
    Gate gate,
    ResponseWriter writer,
    OpenConnections open) {}
