package dev.carillon.wire;

import dev.carillon.gate.Gate;

/** What all connections of one server share. */
record HttpParts(
    HttpLimits limits,
    HttpService service,
    UpgradeSwitch upgrades,
    WebSocketUpgrade webSockets,
    Gate gate,
    ResponseWriter writer,
    OpenConnections open) {}
