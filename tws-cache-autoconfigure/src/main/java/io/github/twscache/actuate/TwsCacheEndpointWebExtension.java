package io.github.twscache.actuate;

import java.util.function.Supplier;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * Gives the answers of {@link TwsCacheEndpoint} the status codes of HTTP: 404 for a cache
 * that does not exist, 400 for fields that cannot be granted, 503 when the caches are
 * closed, each with a reason.
 */
@EndpointWebExtension(endpoint = TwsCacheEndpoint.class)
@RegisterReflectionForBinding({ HierarchyDescription.class, CacheDescription.class, EntryDescription.class,
		HierarchyChange.class, CacheChange.class, Removal.class, Refusal.class })
public class TwsCacheEndpointWebExtension {

	private final TwsCacheEndpoint endpoint;

	/**
	 * Creates the extension.
	 * @param endpoint what answers
	 */
	public TwsCacheEndpointWebExtension(TwsCacheEndpoint endpoint) {
		this.endpoint = endpoint;
	}

	/**
	 * Describes all caches.
	 * @return the answer
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> caches() {
		return answer(this.endpoint::caches);
	}

	/**
	 * Describes one cache.
	 * @param cache the name
	 * @return the answer
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> cache(@Selector String cache) {
		return answer(() -> this.endpoint.cache(cache));
	}

	/**
	 * Describes one entry.
	 * @param cache the name
	 * @param key the segments of the key
	 * @return the answer
	 */
	@ReadOperation
	public WebEndpointResponse<OperationResponseBody> entry(@Selector String cache,
			@Selector(match = Match.ALL_REMAINING) String[] key) {
		return answer(() -> this.endpoint.entry(cache, String.join("/", key)));
	}

	/**
	 * Changes all caches.
	 * @param fields any of {@code numShards}, {@code cleanup}
	 * @return the answer
	 */
	@WriteOperation
	public WebEndpointResponse<OperationResponseBody> changeAll(RequestFields fields) {
		return answer(() -> this.endpoint.changeAll(fields));
	}

	/**
	 * Changes one cache.
	 * @param cache the name
	 * @param fields any of {@code maxSize}, {@code ttl}, {@code cleanup}
	 * @return the answer
	 */
	@WriteOperation
	public WebEndpointResponse<OperationResponseBody> changeCache(@Selector String cache, RequestFields fields) {
		return answer(() -> this.endpoint.changeCache(cache, fields));
	}

	/**
	 * Removes all entries of a cache.
	 * @param cache the name
	 * @param fields none; any is refused, so that a restriction that is not known never
	 * clears more than was meant
	 * @return the answer
	 */
	@DeleteOperation
	public WebEndpointResponse<OperationResponseBody> clear(@Selector String cache, RequestFields fields) {
		return answer(() -> {
			fields.requireNone();
			return this.endpoint.clear(cache);
		});
	}

	/**
	 * Removes one key.
	 * @param cache the name
	 * @param key the segments of the key
	 * @param fields none; any is refused
	 * @return the answer
	 */
	@DeleteOperation
	public WebEndpointResponse<OperationResponseBody> remove(@Selector String cache,
			@Selector(match = Match.ALL_REMAINING) String[] key, RequestFields fields) {
		return answer(() -> {
			fields.requireNone();
			return this.endpoint.remove(cache, String.join("/", key));
		});
	}

	private static WebEndpointResponse<OperationResponseBody> answer(
			Supplier<? extends OperationResponseBody> operation) {
		try {
			return new WebEndpointResponse<>(operation.get());
		}
		catch (UnknownCacheException ex) {
			return new WebEndpointResponse<>(new Refusal(String.valueOf(ex.getMessage())),
					WebEndpointResponse.STATUS_NOT_FOUND);
		}
		catch (CacheClosedException ex) {
			return new WebEndpointResponse<>(new Refusal(String.valueOf(ex.getMessage())),
					WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
		}
		catch (InvalidEndpointRequestException ex) {
			return new WebEndpointResponse<>(new Refusal(String.valueOf(ex.getReason())),
					WebEndpointResponse.STATUS_BAD_REQUEST);
		}
	}

}
