package io.github.twscache.spring.loading;

import java.io.Serial;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.interceptor.CacheErrorHandler;
import org.springframework.cache.interceptor.CacheInterceptor;
import org.springframework.cache.interceptor.CacheOperation;
import org.springframework.cache.interceptor.CacheOperationInvoker;
import org.springframework.cache.interceptor.CacheableOperation;

/**
 * Spring's interceptor, which decides everything about cache annotations as ever, over
 * caches that know which invocation they are asked by. What a plain {@code @Cacheable}
 * misses, invokes and puts is one load of a cache of this library: callers of the same
 * key share it, and an evict or a put that comes in between wins.
 * <p>
 * Configured like Spring's own. Safe for use by many threads.
 */
@SuppressWarnings("serial") // as Spring's own: not really
public final class LoadingCacheInterceptor extends CacheInterceptor {

	/*
	 * Spring's execute calls, in this order and once an invocation: for each operation
	 * getOperationContext, then look-ups, the invoker, puts and evicts. Its methods in
	 * between are private, so the invocation is passed as the target, of which execute
	 * asks only the class before it hands it to getOperationContext. From there on
	 * contexts and views carry the invocation, and Spring sees the true target.
	 *
	 * invoke does what Spring's own does, with the invocation as invoker and as target:
	 * one object in the place of two.
	 *
	 * Conditions, keys and unless see the caches that were resolved, and so does the
	 * error handler; only what Spring looks up in, and puts into, are views.
	 */

	private final transient ReturnKinds returnKinds = new ReturnKinds();

	private final transient SpringsWay springsWay = new SpringsWay();

	/** By operation, for the first method and class that came with it. */
	private final transient Map<CacheOperation, KnownOperation> known = new ConcurrentHashMap<>();

	/**
	 * Creates an interceptor, to be configured before its first use.
	 */
	public LoadingCacheInterceptor() {
	}

	@Override
	public @Nullable Object invoke(MethodInvocation call) throws Throwable {
		if (call.getThis() == null) {
			throw new IllegalStateException("Target must not be null");
		}
		Invocation invocation = new Invocation(call, this);
		Object result;
		try {
			result = execute(invocation, invocation, call.getMethod(), call.getArguments());
		}
		catch (CacheOperationInvoker.ThrowableWrapper ex) {
			invocation.broken();
			throw ex.getOriginal();
		}
		catch (Throwable ex) {
			invocation.broken();
			throw ex;
		}
		return invocation.executed(result);
	}

	@Override
	protected CacheOperationContext getOperationContext(CacheOperation operation, Method method,
			@Nullable Object[] args, Object target, Class<?> targetClass) {
		Invocation invocation = (Invocation) target;
		if (operation instanceof CacheableOperation cacheable && cacheable.isSync()) {
			// Spring refuses others beside it, and the cache itself loads.
			return super.getOperationContext(operation, method, args, invocation.target(), targetClass);
		}
		CacheOperationMetadata metadata = getCacheOperationMetadata(operation, method, targetClass);
		return new LoadingContext(metadata, args, invocation);
	}

	/**
	 * Spring makes two objects for each call to find what it knows. One look-up is enough
	 * for the first method and class of an operation, which are its only ones unless
	 * beans of several classes inherit the method: the others go Spring's way.
	 */
	@Override
	protected CacheOperationMetadata getCacheOperationMetadata(CacheOperation operation, Method method,
			Class<?> targetClass) {
		KnownOperation first = this.known.get(operation);
		if (first != null && first.method == method && first.targetClass == targetClass) {
			return first.metadata;
		}
		CacheOperationMetadata metadata = super.getCacheOperationMetadata(operation, method, targetClass);
		if (first == null) {
			this.known.putIfAbsent(operation, new KnownOperation(method, targetClass, metadata));
		}
		return metadata;
	}

	@Override
	public CacheErrorHandler getErrorHandler() {
		return new UnwrappingErrorHandler(super.getErrorHandler());
	}

	ReturnKind kindOf(Method method) {
		return this.returnKinds.of(method);
	}

	void goesSpringsWay(Method method, SpringsWay.Reason reason) {
		this.springsWay.taken(method, reason);
	}

	@Override
	protected Cache.@Nullable ValueWrapper doGet(Cache cache, Object key) {
		if (!(cache instanceof LoadView view)) {
			return super.doGet(cache, key);
		}
		Cache.ValueWrapper hit = super.doGet(view.cache(), key);
		if (hit == null) {
			return view.context().goOn(view, key);
		}
		view.hit(key, false);
		return hit;
	}

	@Override
	protected @Nullable CompletableFuture<?> doRetrieve(Cache cache, Object key) {
		if (!(cache instanceof LoadView view)) {
			return super.doRetrieve(cache, key);
		}
		CompletableFuture<?> hit = super.doRetrieve(view.cache(), key);
		if (hit == null) {
			return view.context().goOnLater(view, key);
		}
		view.hit(key, true);
		return hit;
	}

	@Override
	protected void doPut(Cache cache, Object key, @Nullable Object value) {
		if (!(cache instanceof LoadView view)) {
			super.doPut(cache, key, value);
			return;
		}
		if (!view.isTied()) {
			super.doPut(view.cache(), key, value);
			return;
		}
		try {
			view.store(value);
		}
		catch (RuntimeException ex) {
			handlePutError(ex, view, key, value);
		}
	}

	private void handlePutError(RuntimeException ex, LoadView view, Object key, @Nullable Object value) {
		try {
			getErrorHandler().handleCachePutError(ex, view, key, value);
		}
		catch (RuntimeException | Error thrown) {
			// Those who wait would have met the same error.
			view.fail(thrown);
			throw thrown;
		}
		view.release(value);
	}

	/** As Spring's own: what is read back does nothing, but it must not fail either. */
	@Serial
	private Object readResolve() {
		return new LoadingCacheInterceptor();
	}

	private record KnownOperation(Method method, Class<?> targetClass, CacheOperationMetadata metadata) {
	}

	/**
	 * An operation of an invocation, which shows Spring views of its caches if it is one
	 * that loads.
	 */
	final class LoadingContext extends CacheOperationContext {

		private final Invocation invocation;

		private final Collection<? extends Cache> views;

		private @Nullable LoadingContext next;

		LoadingContext(CacheOperationMetadata metadata, @Nullable Object[] args, Invocation invocation) {
			super(metadata, args, invocation.target());
			this.invocation = invocation;
			this.views = (getOperation() instanceof CacheableOperation) ? LoadView.of(this, super.getCaches())
					: super.getCaches();
			invocation.add(this);
		}

		Invocation invocation() {
			return this.invocation;
		}

		@Nullable LoadingContext next() {
			return this.next;
		}

		void setNext(LoadingContext next) {
			this.next = next;
		}

		@Override
		protected Collection<? extends Cache> getCaches() {
			return this.views;
		}

		/** Whether Spring looked this operation's key up, so that it puts on a miss. */
		boolean isLookedUp() {
			return getOperation() instanceof CacheableOperation && getGeneratedKey() != null;
		}

		/** Goes on after a miss of a method that returns its value. */
		Cache.@Nullable ValueWrapper goOn(LoadView view, Object key) {
			this.invocation.ledger();
			if (this.invocation.kind() == ReturnKind.OTHER) {
				this.invocation.goesSpringsWay(SpringsWay.Reason.RETURN_TYPE);
				return null;
			}
			return new MissedLookUp(this.invocation, view, key).await();
		}

		/** Goes on after a miss of a method that returns a future or publisher. */
		@Nullable CompletableFuture<?> goOnLater(LoadView view, Object key) {
			this.invocation.ledger();
			switch (this.invocation.kind()) {
				case FUTURE -> {
					return new MissedLookUp(this.invocation, view, key).future();
				}
				// Nobody may ever subscribe to what is returned, so this is no load yet.
				case MONO, FLUX -> view.missed(key);
				case PLAIN, OTHER -> this.invocation.goesSpringsWay(SpringsWay.Reason.RETURN_TYPE);
			}
			return null;
		}

		/** Begins a load in the background for a value that was hit. */
		boolean refresh(LoadView view, Object key, boolean async) {
			BackgroundLoad load = this.invocation.background(async, new Refresh(this, view, key));
			return load != null && view.requireTicket().runApart(load);
		}

		@Override
		protected boolean canPutToCache(@Nullable Object value) {
			return !this.invocation.isMuted() && canPut(value, this.views);
		}

		/**
		 * Asks {@code unless}. What it refuses is for those who wait, and stored nowhere.
		 */
		private boolean canPut(@Nullable Object value, Collection<? extends Cache> caches) {
			boolean may;
			try {
				may = super.canPutToCache(value);
			}
			catch (RuntimeException | Error ex) {
				of(caches).forEach((view) -> view.fail(ex));
				throw ex;
			}
			if (!may) {
				of(caches).forEach((view) -> view.release(value));
			}
			return may;
		}

		private static List<LoadView> of(Collection<? extends Cache> caches) {
			return caches.stream().filter(LoadView.class::isInstance).map(LoadView.class::cast).toList();
		}

		/**
		 * Puts what was loaded apart, as Spring puts what a method returns, but into the
		 * last cache first.
		 */
		void settle(@Nullable Object value) {
			Object key = getGeneratedKey();
			if (key != null && isLookedUp() && canPut(value, this.views)) {
				List<Cache> lastFirst = new ArrayList<>(this.views);
				Collections.reverse(lastFirst);
				for (Cache cache : lastFirst) {
					doPut(cache, key, value);
				}
			}
		}

		/** Puts what was loaded for a refresh. */
		void replace(LoadView view, Object key, @Nullable Object value) {
			if (canPut(value, List.of(view))) {
				doPut(view, key, value);
			}
		}

	}

}
