package io.github.twscache.generated;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.github.twscache.CacheLoadException;
import io.github.twscache.CacheLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Looks a key up with a loader, which may use the cache itself.
 *
 * @param id the key
 * @param during what the loader does before it ends
 * @param ending how it ends
 * @param value the value it makes, if it does
 */
record LoadStep(int id, List<Step> during, Ending ending, Value value) implements Step {

	/**
	 * The ends of a loader.
	 */
	enum Ending {

		VALUE, NULL, CHECKED_EXCEPTION, UNCHECKED_EXCEPTION, ERROR

	}

	private static final CacheLoader<Key, Value> NOT_CALLED = (missing) -> {
		throw new AssertionError("a loader was called for " + missing + ", which is being loaded");
	};

	@Override
	public void perform(Trial trial) {
		Key key = trial.key(this.id);
		Held held = trial.model.readable(key);
		Ticket present = trial.model.loading.of(key);
		if (held != null) {
			new LoaderHit(trial, key).get(held);
		}
		else if (present == null) {
			load(trial, key);
		}
		else if (!present.pending) {
			// This is in the loader of the very key.
			assertThat(catchThrowable(() -> trial.cache.get(key, NOT_CALLED))).as("circle of %s", key)
				.isExactlyInstanceOf(CacheLoadException.class)
				.cause()
				.isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("waits for itself");
			trial.model.lookedUp(key, 1);
		}
		// Else it would wait for a future that only this thread can complete.
	}

	private void load(Trial trial, Key key) {
		AtomicReference<@Nullable Ticket> begun = new AtomicReference<>();
		AtomicReference<@Nullable Value> got = new AtomicReference<>();
		Exception planned = new IOException("a loader that fails on purpose");
		CacheLoader<Key, Value> loader = (missing) -> {
			trial.inLoader(() -> {
				assertThat(missing).as("key to load").isEqualTo(key);
				assertThat(begun.get()).as("an earlier call of the loader of %s", key).isNull();
				begun.set(trial.begin(key));
				trial.during(this.during);
			});
			return make(planned);
		};
		Throwable thrown = catchThrowable(() -> got.set(trial.cache.get(key, loader)));
		Ticket ticket = begun.get();
		assertThat(ticket).as("call of the loader of %s, which gave %s, %s", key, got.get(), thrown).isNotNull();
		Outcome made = outcome(trial.settings, planned);
		Outcome outcome = trial.end(ticket, made, null);
		if (outcome.isValue() && !made.isValue()) {
			trial.model.served(key, 1);
		}
		if (outcome.isValue()) {
			outcome.check(got.get(), thrown);
		}
		else {
			assertThat(thrown).as("failure of the load of %s", key).isExactlyInstanceOf(CacheLoadException.class);
			outcome.check(null, thrown.getCause());
		}
	}

	private @Nullable Value make(Exception planned) throws Exception {
		return switch (this.ending) {
			case VALUE -> this.value;
			case NULL -> null;
			case CHECKED_EXCEPTION -> throw planned;
			case UNCHECKED_EXCEPTION -> throw new UnsupportedOperationException("a loader that fails on purpose");
			case ERROR -> throw new LinkageError("a loader that fails on purpose");
		};
	}

	private Outcome outcome(CaseSettings settings, Exception planned) {
		return switch (this.ending) {
			case VALUE -> Outcome.of(this.value);
			case NULL -> settings.nulls() ? Outcome.of(null) : Outcome.failure(IllegalArgumentException.class);
			case CHECKED_EXCEPTION -> Outcome.failure(planned);
			case UNCHECKED_EXCEPTION -> Outcome.failure(UnsupportedOperationException.class);
			case ERROR -> Outcome.failure(LinkageError.class);
		};
	}

	@Override
	public List<Step> simpler() {
		List<Step> simpler = new ArrayList<>();
		for (List<Step> less : Shrinker.withoutOne(this.during)) {
			simpler.add(new LoadStep(this.id, less, this.ending, this.value));
		}
		return simpler;
	}

	@Override
	public String toString() {
		String ends = (this.ending == Ending.VALUE) ? this.value.toString()
				: this.ending.name().toLowerCase(Locale.ROOT);
		return "get k" + this.id + ", loader: " + (this.during.isEmpty() ? "" : this.during + ", ") + ends;
	}

}
