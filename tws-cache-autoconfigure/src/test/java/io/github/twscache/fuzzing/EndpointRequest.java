package io.github.twscache.fuzzing;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A request to the endpoint.
 *
 * @param method the method
 * @param path the path below {@code /actuator}, encoded as URLs have to be
 * @param contentType the type the body is said to have
 * @param body the body
 * @param cache the cache it is about, and the only one it may change; {@code null} if it
 * may change any
 */
record EndpointRequest(String method, String path, String contentType, byte[] body, @Nullable String cache) {

	@Override
	public String toString() {
		return this.method + " " + this.path + " (" + this.contentType + ") "
				+ new String(this.body, StandardCharsets.ISO_8859_1);
	}

}
