package dev.carillon.api.desk.feed;

/** What a client wants to hear: two that are equal are one subscription. */
public record Wish(Channel channel, Filter filter) {}
