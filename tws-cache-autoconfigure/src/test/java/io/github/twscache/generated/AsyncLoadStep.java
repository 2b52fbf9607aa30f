package io.github.twscache.generated;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.github.twscache.generated.Ticket.Joiner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Looks a key up with an asynchronous loader, which may use the cache itself.
 *
 * @param id the key
 * @param during what the loader does before it returns
 * @param ending what it returns
 * @param value the value it makes, if it does
 */
record AsyncLoadStep(int id, List<Step> during, Ending ending, Value value) implements Step {

	/**
	 * What an asynchronous loader may return.
	 */
	enum Ending {

		VALUE, NULL, FAILED_FUTURE, EXCEPTION, NO_FUTURE, PENDING

	}

	@Override
	public void perform(Trial trial) {
		Key key = trial.key(this.id);
		Held held = trial.model.readable(key);
		Ticket present = trial.model.loading.of(key);
		if (held != null) {
			new LoaderHit(trial, key).getAsync(held);
		}
		else if (present == null) {
			load(trial, key);
		}
		else {
			join(trial, key, present);
		}
	}

	private void join(Trial trial, Key key, Ticket present) {
		Joiner joiner = new Joiner(this.value);
		joiner.answer = trial.cache.getAsync(key, (missing) -> {
			trial.inLoader(() -> trial.retry(key, joiner));
			return CompletableFuture.completedFuture(this.value);
		});
		assertThat(joiner.answer).as("answer to one who joined the load of %s", key).isNotDone();
		present.joiners.add(joiner);
		trial.model.lookedUp(key, 1);
	}

	private void load(Trial trial, Key key) {
		AtomicReference<@Nullable Ticket> begun = new AtomicReference<>();
		CompletableFuture<@Nullable Value> source = new CompletableFuture<>();
		Exception planned = new IOException("a loader that fails on purpose");
		CompletableFuture<@Nullable Value> answer = trial.cache.getAsync(key, (missing) -> {
			trial.inLoader(() -> {
				assertThat(missing).as("key to load").isEqualTo(key);
				assertThat(begun.get()).as("an earlier call of the loader of %s", key).isNull();
				begun.set(trial.begin(key));
				trial.during(this.during);
			});
			return make(source, planned);
		});
		Ticket ticket = begun.get();
		assertThat(ticket).as("call of the loader of %s, which gave %s", key, answer).isNotNull();
		if (this.ending == Ending.PENDING) {
			ticket.pending = true;
			assertThat(answer).as("answer while %s is being loaded", key).isNotDone();
			trial.open.add(new OpenLoad(ticket, source, answer));
		}
		else {
			trial.end(ticket, outcome(trial.settings, planned), answer);
		}
	}

	private @Nullable CompletableFuture<@Nullable Value> make(CompletableFuture<@Nullable Value> source,
			Exception planned) throws Exception {
		return switch (this.ending) {
			case VALUE -> CompletableFuture.completedFuture(this.value);
			case NULL -> CompletableFuture.completedFuture(null);
			case FAILED_FUTURE -> CompletableFuture.failedFuture(planned);
			case EXCEPTION -> throw planned;
			case NO_FUTURE -> null;
			case PENDING -> source;
		};
	}

	private Outcome outcome(CaseSettings settings, Exception planned) {
		return switch (this.ending) {
			case VALUE, PENDING -> Outcome.of(this.value);
			case NULL -> settings.nulls() ? Outcome.of(null) : Outcome.failure(IllegalArgumentException.class);
			case FAILED_FUTURE, EXCEPTION -> Outcome.failure(planned);
			case NO_FUTURE -> Outcome.failure(IllegalStateException.class);
		};
	}

	@Override
	public List<Step> simpler() {
		List<Step> simpler = new ArrayList<>();
		for (List<Step> less : Shrinker.withoutOne(this.during)) {
			simpler.add(new AsyncLoadStep(this.id, less, this.ending, this.value));
		}
		return simpler;
	}

	@Override
	public String toString() {
		String ends = (this.ending == Ending.VALUE) ? this.value.toString()
				: this.ending.name().toLowerCase(Locale.ROOT);
		return "getAsync k" + this.id + ", loader: " + (this.during.isEmpty() ? "" : this.during + ", ") + ends;
	}

}
