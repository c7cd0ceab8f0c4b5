package io.routerly.auth;

import io.routerly.domain.Project;
import io.routerly.domain.ProjectToken;

/**
 * The application that makes a call: its project and the token that it showed.
 *
 * @param project the project as configured when the call came in
 * @param token the token's record; the token itself is not kept
 */
public record Caller(Project project, ProjectToken token) {}
