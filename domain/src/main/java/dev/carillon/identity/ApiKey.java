package dev.carillon.identity;

/**
 * A key that a program shows instead of a login; its value is given out once and never kept.
 *
 * @param id opaque; names the key in lists and revocations
 * @param name what its owner calls it
 * @param hint the beginning of the value, so that its owner recognises it
 */
public record ApiKey(String id, String userId, String name, String hint, long createdAtMillis) {}
