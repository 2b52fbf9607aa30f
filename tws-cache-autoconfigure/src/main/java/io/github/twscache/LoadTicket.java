package io.github.twscache;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * What a caller that looks up, computes and stores in separate steps has come to: a value,
 * somebody else's load to wait for, or a load of its own. For adapters to frameworks that
 * pass no loader; others have {@link TtlCache#get(Object, CacheLoader)}.
 * <p>
 * A ticket that {@link Role#LEADS leads} or goes {@link Role#ALONE alone} must be ended, by
 * one of {@link #store}, {@link #release}, {@link #fail} and {@link #abandon}; the first of
 * them counts. Safe for use by many threads.
 *
 * @param <V> the type of values
 */
public interface LoadTicket<V> {

	/**
	 * What the caller has to do.
	 */
	enum Role {

		/** Nothing: the value was there. */
		FOUND,

		/** Load, and end the ticket: others wait for it. */
		LEADS,

		/** Wait: another caller loads. */
		WAITS,

		/** Load, and end the ticket: nobody waits for it. */
		ALONE

	}

	/**
	 * Tells what the caller has to do.
	 * @return the role, the same for the life of the ticket
	 */
	Role role();

	/**
	 * Gives the value that was {@link Role#FOUND found}.
	 * @return the value, which may be {@code null}
	 * @throws IllegalStateException if none was found
	 */
	@Nullable V value();

	/**
	 * Waits for the load of another caller.
	 * @return the value that it came to
	 * @throws CacheLoadException if the load failed, with the failure as its cause
	 * @throws java.util.concurrent.CancellationException if that caller gave up: ask the
	 * cache again then
	 * @throws IllegalStateException if this thread must not wait, because it was
	 * interrupted or would wait for itself
	 */
	@Nullable V await();

	/**
	 * Waits for the load of another caller, without blocking.
	 * @return a future of this caller's own: of the value, or of what the loader threw. It
	 * fails with a {@link java.util.concurrent.CancellationException} if that caller gave
	 * up: ask the cache again then
	 */
	CompletableFuture<@Nullable V> future();

	/**
	 * Stores what was loaded, unless the key was changed or the cache cleared since the
	 * ticket was given out, and releases those who wait.
	 * @param value the value
	 */
	void store(@Nullable V value);

	/**
	 * Gives what was loaded to those who wait, and stores nothing.
	 * @param value the value
	 */
	void release(@Nullable V value);

	/**
	 * Ends the load without a value. Where the last value is kept for failing loads, and
	 * the key was not changed meanwhile, it is served to this caller and to those who
	 * wait; else they are told the reason.
	 * @param reason what they are to be told
	 * @return the value that this caller is served, or {@code null} if there is none: then
	 * the failure is his as well
	 */
	@Nullable CachedValue<V> fail(Throwable reason);

	/** Lets those who wait begin again. */
	void abandon();

	/**
	 * Says that the load goes on apart from this thread, which may then wait for it, or
	 * end, without anybody taking that for the end of the load.
	 */
	void detach();

}
