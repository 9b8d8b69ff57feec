package dev.carillon.desk.model;

/**
 * By what a request made again is recognised.
 *
 * @param key the client's idempotency key; unique within its account
 * @param fingerprint of what was asked, so that the same key with another request is noticed
 */
public record RequestKey(String key, long fingerprint) {}
