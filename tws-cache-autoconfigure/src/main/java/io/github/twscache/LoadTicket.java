package io.github.twscache;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * What a caller that looks up, computes and stores in separate steps has come to: a
 * value, somebody else's load to wait for, or a load of its own. For adapters to
 * frameworks that pass no loader; others have {@link TtlCache#get(Object, CacheLoader)}.
 * <p>
 * A ticket that {@link Role#LEADS leads} or goes {@link Role#ALONE alone} must be ended,
 * by one of {@link #store}, {@link #release}, {@link #fail} and {@link #abandon}; the
 * first of them counts. On other tickets they do nothing, nor does {@link #detach}. Where
 * the cache has time-outs ({@link NamedCache#loadsApart()}), who leads has the load run
 * by {@link #runApartOrWait}, so that he can leave before it ends; who goes alone never
 * does. Safe for use by many threads.
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
	 * Waits for the load: another caller's, or one's own that runs apart. Where the cache
	 * has time-outs, no longer than they allow, from the moment the ticket was given out.
	 * @return the value that it came to, or a stale one if it failed or takes too long
	 * @throws CacheLoadException if the load failed, with the failure as its cause, or
	 * took too long, with a {@link LoadTimeoutException}
	 * @throws LoadNotSharedException if the load of a caller of another origin came to no
	 * value to store: ask {@link #again} to load alone then
	 * @throws java.util.concurrent.CancellationException if that caller gave up: ask
	 * {@link #again} then
	 * @throws IllegalStateException if this thread must not wait, because it was
	 * interrupted or would wait for itself
	 */
	@Nullable V await();

	/**
	 * Waits for the load without blocking, as {@link #await} does.
	 * @return a future of this caller's own: of the value, or of what the loader threw.
	 * It fails with a {@link java.util.concurrent.CancellationException} if that caller
	 * gave up: ask {@link #again} then; with a {@link LoadNotSharedException} or a
	 * {@link LoadTimeoutException} as {@link #await} does
	 */
	CompletableFuture<@Nullable V> future();

	/**
	 * Asks the cache again, after {@link #await} or {@link #future} came to nothing for
	 * this caller. Where the cache has time-outs, the time he may wait is that of his
	 * first question.
	 * @param shared asked whether to wait for another caller's load, and to have others
	 * wait for this one
	 * @return a ticket of its own
	 */
	LoadTicket<V> again(BooleanSupplier shared);

	/**
	 * Has the load run in a thread of the cache, if there is a free place, and does not
	 * wait for it: for a {@link NamedCache#startRefresh refresh}.
	 * @param load loads, and ends the ticket
	 * @return false if there is none: then nothing was run, and the ticket must be ended
	 */
	boolean runApart(Runnable load);

	/**
	 * Has the load run in a thread of the cache, as soon as there is a free place; the
	 * caller is to {@link #await} it then. If he stops waiting before it began, it is not
	 * run at all, and others who wait for it begin again. What it throws fails the load.
	 * A thread of the cache that runs it longer than the hard time-out is interrupted,
	 * once.
	 * @param load loads, and ends the ticket
	 * @return false if this caller has to load himself, and to end the ticket: nothing
	 * was run. So it is in a thread that has a place, and, without a hard time-out, where
	 * no place is free and no stale value is there to be served
	 */
	boolean runApartOrWait(Runnable load);

	/**
	 * Stores what was loaded, unless since the ticket was given out the key was changed,
	 * the cache cleared, or what another load of the key made was stored; and releases
	 * those who wait.
	 * @param value the value
	 * @throws IllegalArgumentException for {@code null} where the cache does not allow
	 * it; the load has failed then, and those who wait are told so
	 */
	void store(@Nullable V value);

	/**
	 * Gives what was loaded to those who wait and are of the same origin, and stores
	 * nothing.
	 * @param value the value, which may be {@code null} in any cache
	 */
	void release(@Nullable V value);

	/**
	 * Ends the load without a value. Where the last value is kept for failing loads, and
	 * the key was not changed meanwhile, it is served to this caller and to those who
	 * wait; else they are told the reason.
	 * @param reason what they are to be told
	 * @return the value that this caller is served, or {@code null} if there is none:
	 * then the failure is his as well. Always {@code null} for a load that runs apart,
	 * whose caller is told by {@link #await} or {@link #future}
	 */
	@Nullable CachedValue<V> fail(Throwable reason);

	/** Lets those who wait begin again. Counted as no load at all. */
	void abandon();

	/**
	 * Says that the load goes on apart from this thread, which may then wait for it, or
	 * end, without anybody taking that for the end of the load.
	 */
	void detach();

}
