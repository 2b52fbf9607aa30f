package io.github.twscache.actuate;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The answer to a request that changed nothing because it could not be granted.
 *
 * @param reason why, a sentence
 */
public record Refusal(String reason) implements OperationResponseBody {
}
