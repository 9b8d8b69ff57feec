package dev.carillon.wire.http;

import dev.carillon.gate.Gate;

/** What all connections of one server share. */
record HttpParts(
    HttpLimits limits,
    HttpService service,
    UpgradeSwitch upgrades,
    Decisions decisions,
    Gate gate,
    ResponseWriter writer,
    OpenConnections open) {}
