package dev.carillon.chat;

import dev.carillon.chat.model.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * What shall become of a workspace; null: stays.
 *
 * @param description empty: none
 */
public record UpdateWorkspace(
    @Nullable String name,
    @Nullable String description,
    @Nullable Boolean isPublic,
    Workspace.@Nullable Settings settings) {}
