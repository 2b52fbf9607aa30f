package io.github.twscache.spring.loading;

import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.github.twscache.CachedValue;
import io.github.twscache.LoadTicket;
import io.github.twscache.NamedCache;
import io.github.twscache.SingleFlightMode;
import io.github.twscache.spring.TwsCache;
import io.github.twscache.spring.loading.LoadingCacheInterceptor.LoadingContext;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;

/**
 * A cache as one {@code @Cacheable} of one invocation sees it: what is missed here and
 * put here is one load. All else goes to the cache itself.
 */
final class LoadView implements Cache {

	/*
	 * A view holds one ticket at most. Whoever ends the load takes the ticket out first,
	 * so it is ended once; without a ticket, ends do nothing.
	 *
	 * tied: whether the cache was asked for a ticket. Then a put without a ticket is of a
	 * value that came from another caller's load, or is too late, and is dropped. Until
	 * then a put is as Spring meant it.
	 */

	private final LoadingContext context;

	private final Cache cache;

	private final TwsCache target;

	private volatile boolean tied;

	/** Set under this view's monitor; read without. */
	private volatile @Nullable LoadTicket<Object> ticket;

	/** What a method that returns a publisher missed. */
	private volatile @Nullable Object missed;

	LoadView(LoadingContext context, Cache cache, TwsCache target) {
		this.context = context;
		this.cache = cache;
		this.target = target;
	}

	/**
	 * Gives the views of caches; caches that loads cannot be tied to stay as they are.
	 */
	static Collection<? extends Cache> of(LoadingContext context, Collection<? extends Cache> caches) {
		return (caches.size() == 1) ? Collections.singleton(of(context, caches.iterator().next()))
				: caches.stream().map((cache) -> of(context, cache)).toList();
	}

	private static Cache of(LoadingContext context, Cache cache) {
		TwsCache target = Transactions.target(cache);
		return (target != null && target.getNativeCache().settings().singleFlight() == SingleFlightMode.AUTO)
				? new LoadView(context, cache, target) : cache;
	}

	/** Gives a view of the same cache with a ticket in hand. */
	LoadView holding(LoadTicket<Object> held) {
		LoadView view = new LoadView(this.context, this.cache, this.target);
		view.tied = true;
		view.take(held);
		return view;
	}

	LoadingContext context() {
		return this.context;
	}

	/** Gives the cache as Spring resolved it. */
	Cache cache() {
		return this.cache;
	}

	NamedCache<Object, Object> named() {
		return this.target.getNativeCache();
	}

	/** Notes what to ask for when the publisher is subscribed to. */
	void missed(Object key) {
		this.missed = key;
	}

	boolean hasMissed() {
		return this.missed != null;
	}

	/** Asks for what was missed. */
	@Nullable LoadTicket<Object> ask(boolean shared) {
		Object key = this.missed;
		return (key != null) ? ask(key, shared) : null;
	}

	/** Asks again where waiting for another caller's load came to no answer. */
	@Nullable LoadTicket<Object> askAgain(LoadTicket<Object> before, boolean shared) {
		return ask(() -> before.again(() -> shared));
	}

	/**
	 * Begins or joins the load of a key.
	 * @return {@code null} if the cache does not answer: Spring hears of it when it puts
	 */
	@Nullable LoadTicket<Object> ask(Object key, boolean shared) {
		return ask(() -> named().startLoad(key, this.context.invocation().origin(), () -> shared));
	}

	private @Nullable LoadTicket<Object> ask(Supplier<LoadTicket<Object>> question) {
		LoadTicket<Object> asked;
		try {
			asked = question.get();
		}
		catch (RuntimeException ex) {
			this.tied = false;
			return null;
		}
		this.tied = true;
		if (isLoad(asked) && !take(asked)) {
			// Of another subscriber to the same publisher, whose load is older.
			asked.abandon();
			return null;
		}
		return asked;
	}

	static boolean isLoad(LoadTicket<Object> asked) {
		return asked.role() == LoadTicket.Role.LEADS || asked.role() == LoadTicket.Role.ALONE;
	}

	private synchronized boolean take(LoadTicket<Object> taken) {
		if (this.ticket != null) {
			return false;
		}
		this.ticket = taken;
		return true;
	}

	private synchronized @Nullable LoadTicket<Object> giveBack() {
		LoadTicket<Object> held = this.ticket;
		this.ticket = null;
		return held;
	}

	/** Begins the refresh of a value that was hit, if it is due. */
	void hit(Object key, boolean async) {
		if (named().refreshesAhead()) {
			refreshIfDue(key, async);
		}
	}

	private void refreshIfDue(Object key, boolean async) {
		LoadTicket<Object> due = null;
		boolean begun = false;
		try {
			due = named().startRefresh(key);
			begun = due != null && this.context.refresh(holding(due), key, async);
		}
		catch (RuntimeException ex) {
			// Closed meanwhile, for example: the caller has his value.
		}
		finally {
			if (due != null && !begun) {
				due.abandon();
			}
		}
	}

	/** Whether this invocation owes the end of a load. */
	boolean isOpen() {
		return this.ticket != null;
	}

	/** Whether others wait for this load, and it is to run in a thread of the cache. */
	boolean leadsApart() {
		LoadTicket<Object> held = this.ticket;
		return held != null && held.role() == LoadTicket.Role.LEADS && named().loadsApart();
	}

	/** Gives the ticket of a load that is under way. */
	LoadTicket<Object> requireTicket() {
		LoadTicket<Object> held = this.ticket;
		if (held == null) {
			throw new IllegalStateException("No load was begun");
		}
		return held;
	}

	/** Says that the load goes on apart from this thread. */
	void detach() {
		LoadTicket<Object> held = this.ticket;
		if (held != null) {
			held.detach();
		}
	}

	/** Whether a put is of this invocation's own load, and not as Spring meant it. */
	boolean isTied() {
		return this.tied;
	}

	/** Has a put be as Spring means it. */
	void untie() {
		this.tied = false;
	}

	/**
	 * Stores what was loaded and gives it to those who wait; drops it where it is not of
	 * this invocation's own load.
	 */
	void store(@Nullable Object value) {
		if (!isOpen()) {
			return;
		}
		// What is refused here leaves the ticket in its place.
		Object storable = this.target.storable(value);
		LoadTicket<Object> held = giveBack();
		if (held == null) {
			return;
		}
		if (Transactions.isPutDeferred(this.cache)) {
			Transactions.storeAfterCommit(held, storable);
		}
		else {
			held.store(storable);
		}
	}

	/** Gives what is not put to those who wait for the same; others begin again. */
	void release(@Nullable Object value) {
		LoadTicket<Object> held = giveBack();
		if (held != null) {
			held.release(value);
		}
	}

	/**
	 * Fails those who wait for the same; others begin again.
	 * @return the stale value that they and this caller get instead, or {@code null}
	 */
	@Nullable CachedValue<Object> fail(Throwable reason) {
		LoadTicket<Object> held = giveBack();
		return (held != null) ? held.fail(reason) : null;
	}

	/** Lets those who wait begin again. */
	void abandon() {
		LoadTicket<Object> held = giveBack();
		if (held != null) {
			held.abandon();
		}
	}

	@Override
	public String getName() {
		return this.cache.getName();
	}

	@Override
	public Object getNativeCache() {
		return this.cache.getNativeCache();
	}

	@Override
	public @Nullable ValueWrapper get(Object key) {
		return this.cache.get(key);
	}

	@Override
	public <T> @Nullable T get(Object key, @Nullable Class<T> type) {
		return this.cache.get(key, type);
	}

	@Override
	public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
		return this.cache.get(key, valueLoader);
	}

	@Override
	public @Nullable CompletableFuture<?> retrieve(Object key) {
		return this.cache.retrieve(key);
	}

	@Override
	public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
		return this.cache.retrieve(key, valueLoader);
	}

	@Override
	public void put(Object key, @Nullable Object value) {
		this.cache.put(key, value);
	}

	@Override
	public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
		return this.cache.putIfAbsent(key, value);
	}

	@Override
	public void evict(Object key) {
		this.cache.evict(key);
	}

	@Override
	public boolean evictIfPresent(Object key) {
		return this.cache.evictIfPresent(key);
	}

	@Override
	public void clear() {
		this.cache.clear();
	}

	@Override
	public boolean invalidate() {
		return this.cache.invalidate();
	}

}
