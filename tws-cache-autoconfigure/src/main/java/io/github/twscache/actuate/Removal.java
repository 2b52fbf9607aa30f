package io.github.twscache.actuate;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The answer to a request that removed entries.
 *
 * @param removed how many went
 */
public record Removal(long removed) implements OperationResponseBody {
}
