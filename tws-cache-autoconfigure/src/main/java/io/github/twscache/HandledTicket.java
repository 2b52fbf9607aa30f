package io.github.twscache;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

import io.github.twscache.engine.LoadFailure;
import io.github.twscache.engine.LoadHandle;
import io.github.twscache.engine.Masked;
import io.github.twscache.engine.StoredValue;

/**
 * The ticket of a load of the engine.
 *
 * @param <V> the type of values
 */
final class HandledTicket<V> implements LoadTicket<V> {

	private final TwsOptimizedAsyncCache<?, V> cache;

	private final LoadHandle handle;

	private final Role role;

	HandledTicket(TwsOptimizedAsyncCache<?, V> cache, LoadHandle handle) {
		this.cache = cache;
		this.handle = handle;
		if (handle.found() != null) {
			this.role = Role.FOUND;
		}
		else if (!handle.leads()) {
			this.role = Role.WAITS;
		}
		else {
			this.role = handle.isShared() ? Role.LEADS : Role.ALONE;
		}
	}

	@Override
	public Role role() {
		return this.role;
	}

	@Override
	public @Nullable V value() {
		Object found = this.handle.found();
		if (found == null) {
			throw new IllegalStateException("No value was found");
		}
		return TwsOptimizedAsyncCache.unmask(found, null);
	}

	@Override
	public @Nullable V await() {
		try {
			return TwsOptimizedAsyncCache.unmask(this.handle.await(), null);
		}
		catch (LoadFailure ex) {
			throw ex.isForeign() ? new LoadNotSharedException(this.cache.name())
					: new CacheLoadException(this.cache.name(), ex.reason());
		}
	}

	@Override
	@SuppressWarnings({ "unchecked", "FutureReturnValueIgnored" })
	public CompletableFuture<@Nullable V> future() {
		CompletableFuture<@Nullable V> answer = new CompletableFuture<>();
		this.handle.future().whenComplete((value, failure) -> {
			if (failure == null) {
				answer.complete((V) value);
			}
			else {
				boolean foreign = failure instanceof LoadFailure load && load.isForeign();
				answer.completeExceptionally(foreign ? new LoadNotSharedException(this.cache.name()) : failure);
			}
		});
		return answer;
	}

	@Override
	public LoadTicket<V> again(BooleanSupplier shared) {
		return new HandledTicket<>(this.cache, this.handle.again(shared.getAsBoolean()));
	}

	@Override
	public boolean runApart(Runnable load) {
		return this.handle.runApart(load);
	}

	@Override
	public boolean runApartOrWait(Runnable load) {
		return this.handle.runApartOrWait(load);
	}

	@Override
	public void store(@Nullable V value) {
		Object storable;
		try {
			storable = this.cache.mask(value);
		}
		catch (IllegalArgumentException ex) {
			// As if a loader had made it.
			this.handle.refuse(ex);
			throw ex;
		}
		this.handle.store(storable);
	}

	@Override
	public void release(@Nullable V value) {
		this.handle.release(Masked.mask(value));
	}

	@Override
	public @Nullable CachedValue<V> fail(Throwable reason) {
		StoredValue instead = this.handle.fail(reason);
		return (instead != null) ? TwsOptimizedAsyncCache.cached(instead) : null;
	}

	@Override
	public void abandon() {
		this.handle.abandon();
	}

	@Override
	public void detach() {
		this.handle.detach();
	}

}
