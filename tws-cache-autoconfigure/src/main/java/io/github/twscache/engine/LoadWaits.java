package io.github.twscache.engine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Has callers wait for loads, no longer than they may, and gives them what there is then.
 */
final class LoadWaits {

	/*
	 * The time a caller may wait begins with his question, whatever he waits for: his own
	 * load, another's, a place for it, or a load that was begun again. After the soft
	 * limit he takes a stale value if there is one, after the hard one that or a failure.
	 * He holds no lock meanwhile, and the load goes on without him.
	 *
	 * A thread that runs a load itself must not wait for one that waits in line, perhaps
	 * for the very place that it holds: it takes that load out of its line and runs it.
	 * As a load is there a moment before it is in line, the thread looks again until the
	 * load has begun.
	 *
	 * A refresh has no caller, so if it hangs, nobody but the hard limit would ever tell.
	 * Where there is none, those who wait for it are released after a while as if it had
	 * been given up, and nobody joins it any more: the first to ask leads a load of his
	 * own, which takes the ticket. Until then a value that comes late is stored.
	 */

	private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

	private static final long LONGEST_REFRESH_NANOS = TimeUnit.SECONDS.toNanos(30);

	private final ShardedStore store;

	private final LoadSettings settings;

	LoadWaits(ShardedStore store) {
		this.store = store;
		this.settings = store.settings().loads();
	}

	/** The time of a question, where there is a limit to how long it may take. */
	long asked() {
		return this.settings.isLimited() ? System.nanoTime() : 0;
	}

	/**
	 * Waits for a load.
	 * @return the masked value, {@link Load.Stale} or {@link Load.Unstored}; {@code null}
	 * if it was abandoned
	 */
	@Nullable Object await(Load load, long askedNanos) throws LoadFailure {
		try {
			WaitGraph.enter(load);
			Object outcome = this.settings.isLimited() ? awaitInTime(load, askedNanos) : load.await();
			if (!(outcome instanceof Load.Failed failed)) {
				return outcome;
			}
			if (failed.abandoned()) {
				return null;
			}
			throw new LoadFailure(failed.reason());
		}
		catch (LoadCircleException ex) {
			throw new LoadFailure(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LoadFailure(ex);
		}
		finally {
			WaitGraph.leave();
		}
	}

	private Object awaitInTime(Load load, long askedNanos) throws InterruptedException {
		boolean mayBeStale = this.store.failSafe() != null;
		if (mayBeStale && this.settings.softNanos() > 0 && !awaitUntil(load, this.settings.softNanos(), askedNanos)) {
			Object instead = instead(load.key, load.hash);
			if (instead != null) {
				return instead;
			}
		}
		if (this.settings.hardNanos() == 0) {
			helpToBegin(load, 0, askedNanos);
			return load.await();
		}
		if (awaitUntil(load, this.settings.hardNanos(), askedNanos)) {
			return load.outcome();
		}
		Object instead = instead(load.key, load.hash);
		return (instead != null) ? instead : new Load.Failed(this.settings.timeout().get(), false);
	}

	private boolean awaitUntil(Load load, long limitNanos, long askedNanos) throws InterruptedException {
		helpToBegin(load, limitNanos, askedNanos);
		return load.await(left(limitNanos, askedNanos));
	}

	/** Nothing for a thread that runs no load; without an end if the limit is zero. */
	private void helpToBegin(Load load, long limitNanos, long askedNanos) throws InterruptedException {
		LoadExecutor executor = this.settings.executor();
		while (LoadExecutor.isLoading() && !load.hasBegun() && (limitNanos == 0 || left(limitNanos, askedNanos) > 0)) {
			ApartLoad apart = load.apart;
			if (apart != null && executor != null && executor.withdraw(apart)) {
				apart.run(true);
				// It may have waited itself, and go on elsewhere.
				WaitGraph.enter(load);
			}
			else if (load.await(LOOK_NANOS)) {
				return;
			}
		}
	}

	/** Sees to it that nobody waits for a refresh for ever. */
	void limitRefresh(Load refresh) {
		if (this.settings.hardNanos() == 0) {
			limitRefresh(refresh, LONGEST_REFRESH_NANOS);
		}
	}

	void limitRefresh(Load refresh, long nanos) {
		Load.Failed late = new Load.Failed(new CancellationException("The refresh takes too long"), true);
		Alarm alarm = Alarm.after(nanos, this.settings.alarms(), () -> refresh.end(late));
		refresh.afterEnd(alarm::callOff);
	}

	private static long left(long limitNanos, long askedNanos) {
		return limitNanos - (System.nanoTime() - askedNanos);
	}

	private @Nullable Object instead(Object key, int hash) {
		FailSafe failSafe = this.store.failSafe();
		return (failSafe != null) ? failSafe.instead(key, hash) : null;
	}

	/** Gives a caller what a load came to, and counts it if that is stale. */
	Object served(Object outcome) {
		if (outcome instanceof Load.Stale stale) {
			this.store.counters().increment(StripedCounters.STALE_SERVED);
			return stale.stored().value();
		}
		if (outcome instanceof Load.Unstored unstored) {
			return unstored.value();
		}
		return outcome;
	}

	/**
	 * Answers a caller's future with what a load comes to, perhaps at once.
	 * @param again asks anew where that is no answer; {@code null} for the caller who
	 * leads
	 */
	void answer(Load load, CompletableFuture<@Nullable Object> answer, @Nullable Runnable again) {
		load.whenEnded((outcome) -> {
			if (again != null && !answer.isDone() && !isForLoaders(load, outcome)) {
				again.run();
			}
			else if (outcome instanceof Load.Failed failed) {
				answer.completeExceptionally(failed.reason());
			}
			else {
				answer(answer, outcome);
			}
		});
	}

	/**
	 * Whether what a load came to is for others who have a loader: not if it was given
	 * up, nor if it is for callers of its origin alone.
	 */
	static boolean isForLoaders(Load load, Object outcome) {
		if (outcome instanceof Load.Failed failed) {
			return load.origin == null && !failed.abandoned();
		}
		return load.origin == null || !(outcome instanceof Load.Unstored);
	}

	void answer(CompletableFuture<@Nullable Object> answer, Object outcome) {
		if (!answer.isDone()) {
			answer.complete(Masked.unmask(served(outcome)));
		}
	}

	/** Answers a caller's future in time, whatever its load does. */
	void limit(Object key, int hash, CompletableFuture<@Nullable Object> answer, long askedNanos) {
		if (!this.settings.isLimited() || answer.isDone()) {
			return;
		}
		if (this.settings.softNanos() > 0 && this.store.failSafe() != null) {
			ring(left(this.settings.softNanos(), askedNanos), answer, () -> answerInstead(key, hash, answer, false));
		}
		if (this.settings.hardNanos() > 0) {
			ring(left(this.settings.hardNanos(), askedNanos), answer, () -> answerInstead(key, hash, answer, true));
		}
	}

	@SuppressWarnings("FutureReturnValueIgnored") // only watched
	private void ring(long nanos, CompletableFuture<@Nullable Object> answer, Runnable action) {
		Alarm alarm = Alarm.after(Math.max(0, nanos), this.settings.alarms(), action);
		answer.whenComplete((value, failure) -> alarm.callOff());
	}

	private void answerInstead(Object key, int hash, CompletableFuture<@Nullable Object> answer, boolean last) {
		if (answer.isDone()) {
			return;
		}
		Object instead = null;
		try {
			instead = instead(key, hash);
		}
		catch (Throwable ex) {
			// Closed, or a key that throws.
			answer.completeExceptionally(ex);
		}
		if (instead != null) {
			answer(answer, instead);
		}
		else if (last) {
			answer.completeExceptionally(this.settings.timeout().get());
		}
	}

}
