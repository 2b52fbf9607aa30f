package io.github.twscache.spring.loading;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells the debug log, once a method and reason, where callers do not share a load.
 */
final class SpringsWay {

	private static final Log logger = LogFactory.getLog(SpringsWay.class);

	private final Set<Detour> told = ConcurrentHashMap.newKeySet();

	/**
	 * Why a caller neither waits for another one nor has another one wait.
	 */
	enum Reason {

		RETURN_TYPE("Spring handles what it returns in a way that leaves no room for a load"),

		STREAM("a stream is its subscriber's own: it may be slow, or without an end"),

		CACHE_PUT("with a @CachePut beside its @Cacheable it is invoked in any case"),

		TRANSACTION("its caller is in a transaction, and may see, or lock, what is not committed"),

		EVENT_LOOP("its caller's thread must not block"),

		CIRCLE("its caller's thread was interrupted, or would wait for itself");

		private final String text;

		Reason(String text) {
			this.text = text;
		}

	}

	private record Detour(Method method, Reason reason) {
	}

	void taken(Method method, Reason reason) {
		if (logger.isDebugEnabled() && this.told.add(new Detour(method, reason))) {
			logger.debug("No single flight for " + method + ": " + reason.text);
		}
	}

}
