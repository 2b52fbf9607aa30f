package io.github.twscache.generated;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A look-up with a loader of a key that is there: it gives the value at once. If that is
 * due, a refresh begins, which a later step ends.
 */
final class LoaderHit {

	/*
	 * The refresh is registered before the look-up returns, so the next audit sees one
	 * that is missing, or that should not be. The thread of the cache may be as late as
	 * it likes: nothing comes of the refresh before the step that ends it, which waits
	 * for that thread.
	 */

	private final Trial trial;

	private final Key key;

	private final CompletableFuture<@Nullable Value> source = new CompletableFuture<>();

	private final AtomicBoolean called = new AtomicBoolean();

	LoaderHit(Trial trial, Key key) {
		this.trial = trial;
		this.key = key;
	}

	/** Looks up with a loader that blocks until it has the value. */
	void get(Held held) {
		assertThat(this.trial.cache.get(this.key, this::load)).as("%s", this.key).isEqualTo(held.value);
		hit(true);
	}

	/** Looks up with a loader that answers later. */
	void getAsync(Held held) {
		Outcome.of(held.value).check(this.trial.cache.getAsync(this.key, this::start));
		hit(false);
	}

	private void hit(boolean blocks) {
		boolean due = this.trial.model.isRefreshDue(this.key);
		this.trial.model.lookedUp(this.key, 1);
		if (due) {
			Ticket ticket = this.trial.model.beginRefresh(this.key);
			this.trial.open.add(OpenLoad.refresh(ticket, this.source, blocks));
		}
	}

	private @Nullable Value load(Key missing) throws Exception {
		begins(missing);
		try {
			return this.source.get();
		}
		catch (ExecutionException ex) {
			throw (Exception) ex.getCause();
		}
	}

	private CompletionStage<@Nullable Value> start(Key missing) {
		begins(missing);
		return this.source;
	}

	/** If this fails the load fails, which the next audit sees. */
	private void begins(Key missing) {
		assertThat(missing).as("key to load").isEqualTo(this.key);
		assertThat(Thread.currentThread().getName()).as("thread that loads %s, which is there", this.key)
			.startsWith("tws-cache-load-");
		assertThat(this.called.getAndSet(true)).as("an earlier call of the loader of %s", this.key).isFalse();
	}

}
