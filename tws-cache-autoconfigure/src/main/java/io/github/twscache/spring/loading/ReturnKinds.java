package io.github.twscache.spring.loading;

import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;

import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;

/**
 * Sorts methods by what they return. Safe for use by many threads.
 */
final class ReturnKinds {

	private static final boolean REACTIVE_STREAMS = ClassUtils.isPresent("org.reactivestreams.Publisher",
			ReturnKinds.class.getClassLoader());

	private final ConcurrentMap<Method, ReturnKind> kinds = new ConcurrentHashMap<>();

	ReturnKind of(Method method) {
		ReturnKind kind = this.kinds.get(method);
		if (kind == null) {
			kind = sort(method);
			this.kinds.put(method, kind);
		}
		return kind;
	}

	private static ReturnKind sort(Method method) {
		Class<?> type = method.getReturnType();
		if (type == CompletableFuture.class) {
			return ReturnKind.FUTURE;
		}
		// Spring answers a hit with a future of its own, whatever the method's is. And it
		// puts what a CompletableFuture comes to, whatever that is declared as.
		if (CompletionStage.class.isAssignableFrom(type) || Future.class.isAssignableFrom(type)
				|| KotlinDetector.isSuspendingFunction(method)) {
			return ReturnKind.OTHER;
		}
		return REACTIVE_STREAMS ? Reactive.sort(type) : ReturnKind.PLAIN;
	}

	/** Keeps the types of Reactive Streams away from those who do without. */
	private static final class Reactive {

		static ReturnKind sort(Class<?> type) {
			ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
			if (adapter == null) {
				return ReturnKind.PLAIN;
			}
			// What runs without a subscriber has begun before anybody is asked to wait.
			if (!Reactor.PRESENT || !adapter.getDescriptor().isDeferred()) {
				return ReturnKind.OTHER;
			}
			return adapter.isMultiValue() ? ReturnKind.FLUX : ReturnKind.MONO;
		}

	}

}
