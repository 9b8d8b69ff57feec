package dev.carillon.desk.model;

/** A terminal or program from which an account trades. {@code id} is unique over the desk. */
public record Connection(String id, String owner, String name, boolean connected, long createdAt) {}
