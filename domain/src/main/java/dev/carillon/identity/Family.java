package dev.carillon.identity;

/**
 * One login and all tokens that came from it: each refresh token replaces the one before, so at any
 * time one of them is good. When an old one shows up, somebody else has it, and the whole family
 * ends.
 *
 * @param id opaque; stands in the access tokens of the family
 * @param expiresAtMillis when its newest refresh token ends, milliseconds since 1970
 */
public record Family(String id, String userId, long createdAtMillis, long expiresAtMillis) {}
