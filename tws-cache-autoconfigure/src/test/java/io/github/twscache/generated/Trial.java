package io.github.twscache.generated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

import io.github.twscache.TtlCache;
import io.github.twscache.generated.Ticket.Joiner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * A run of a case: the cache, its model, and the loads that steps have left open.
 */
final class Trial implements AutoCloseable {

	/** Longer than any time to live. */
	private static final Duration LONG = Duration.ofDays(2000);

	final CaseSettings settings;

	final Subject subject;

	final TtlCache<Key, Value> cache;

	final ReferenceModel model;

	final List<OpenLoad> open = new ArrayList<>();

	final List<OpenTicket> tickets = new ArrayList<>();

	private final Audit audit;

	/** How many loaders are running, one in the other. */
	private int depth;

	/** What failed in a loader, where the cache takes it for the loader's own failure. */
	private @Nullable AssertionError failedInside;

	/** A load that began because the one before it was abandoned, and how it ends. */
	private @Nullable Ticket retried;

	private @Nullable Value retriedValue;

	Trial(CaseSettings settings, Subject subject) {
		this.settings = settings;
		this.subject = subject;
		this.cache = subject.cache;
		this.model = new ReferenceModel(settings);
		this.audit = new Audit(subject, this.model);
	}

	/** Performs the steps of a case, one after another, and ends it. */
	void run(List<Step> steps) throws Exception {
		check();
		for (int i = 0; i < steps.size(); i++) {
			perform(steps.get(i), "step " + (i + 1));
		}
		StructureCheck.check(this.subject.product(), isQuiet());
		// An entry that the wheels had lost would stay for ever.
		perform(new TimeStep(LONG), "at the end");
		perform(new ChangeStep(ChangeStep.What.CLEAN_UP, 0), "at the end");
		StructureCheck.check(this.subject.product(), isQuiet());
		end();
	}

	private void perform(Step step, String where) throws Exception {
		try {
			step.perform(this);
			check();
		}
		catch (Exception | AssertionError ex) {
			Throwable first = (this.failedInside != null) ? this.failedInside : ex;
			throw new AssertionError(where + ", " + step + ": " + first.getMessage(), first);
		}
		if (this.failedInside != null) {
			throw new AssertionError(where + ", " + step + ": " + this.failedInside.getMessage(), this.failedInside);
		}
	}

	/** Performs steps in a loader. */
	void during(List<Step> steps) throws Exception {
		for (Step step : steps) {
			step.perform(this);
			check();
		}
	}

	/** Runs what a loader does, and keeps in mind what fails in it. */
	void inLoader(ThrowingBody body) throws Exception {
		this.depth++;
		try {
			body.run();
		}
		catch (Exception | AssertionError ex) {
			if (this.failedInside == null) {
				this.failedInside = new AssertionError("in a loader: " + ex.getMessage(), ex);
			}
			throw ex;
		}
		finally {
			this.depth--;
		}
	}

	void check() throws InterruptedException {
		this.audit.check(this.depth == 0);
	}

	Key key(int id) {
		return this.settings.key(id);
	}

	void advance(long nanos) {
		this.subject.ticker.advance(Duration.ofNanos(nanos));
		this.model.now += nanos;
	}

	/** Notes, in a loader, that a load of a key that was looked up has begun. */
	Ticket begin(Key key) throws InterruptedException {
		this.model.lookedUp(key, 1);
		Ticket ticket = this.model.loading.begin(key);
		check();
		return ticket;
	}

	/**
	 * Notes the end of a load, and checks what its caller and those who joined got.
	 * @param made what the loader came to
	 * @param answer what its caller has; none if he has none, or cancelled it
	 * @return what they got, which is a stale value perhaps
	 */
	Outcome end(Ticket ticket, Outcome made, @Nullable CompletableFuture<@Nullable Value> answer) {
		Outcome outcome = this.model.end(ticket, made);
		if (answer != null) {
			outcome.check(answer);
		}
		ticket.joiners.forEach((joiner) -> outcome.check(joiner.answer));
		if (outcome.isValue() && !made.isValue()) {
			this.model.served(ticket.key, ticket.joiners.size() + ((answer != null) ? 1 : 0));
		}
		return outcome;
	}

	/** Notes, in its loader, that one who had joined a load now loads himself. */
	void retry(Key key, Joiner joiner) throws InterruptedException {
		endRetry();
		assertThat(this.model.loading.of(key)).as("no load of %s is under way", key).isNull();
		this.retried = this.model.loading.begin(key);
		this.retriedValue = joiner.value;
		assertThat(joiner.called).as("the loader of one who joined has been called").isFalse();
		joiner.called = true;
		check();
		assertThat(this.model.live(key)).as("%s, which is loaded", key).isNull();
	}

	/** Notes the end of such a load: the next one begins after it. */
	void endRetry() {
		Ticket ticket = this.retried;
		if (ticket != null) {
			this.retried = null;
			this.model.end(ticket, Outcome.of(this.retriedValue));
		}
	}

	/**
	 * Gives up a load that has ended in the model: those who joined it begin again, and
	 * one of them loads.
	 * @param end ends it in the cache
	 */
	void giveUp(Ticket ticket, ThrowingBody end) throws Exception {
		Held held = this.model.readable(ticket.key);
		Ticket other = this.model.loading.of(ticket.key);
		end.run();
		endRetry();
		List<Joiner> again = new ArrayList<>();
		for (Joiner joiner : ticket.joiners) {
			if (joiner.value != null) {
				again.add(joiner);
			}
			else {
				Outcome.failure(CancellationException.class).check(joiner.answer);
			}
		}
		List<Value> loaded = again.stream().filter((joiner) -> joiner.called).map((joiner) -> joiner.value).toList();
		boolean loads = held == null && other == null && !again.isEmpty();
		assertThat(!loaded.isEmpty()).as("those who waited load: %s", loaded).isEqualTo(loads);
		for (Joiner joiner : again) {
			if (held != null) {
				Outcome.of(held.value).check(joiner.answer);
				this.model.served(ticket.key, 1);
			}
			else if (other != null) {
				assertThat(joiner.answer).as("answer to one who joined another load").isNotDone();
				other.joiners.add(joiner);
			}
			else if (joiner.called) {
				Outcome.of(joiner.value).check(joiner.answer);
			}
			else {
				// Allowed: nobody says which of them loads.
				assertThat(joiner.answer).as("answer to one who joined again").isDone();
				assertThat(loaded).as("values loaded again").contains(joiner.answer.join());
			}
		}
	}

	private boolean isQuiet() {
		return this.open.isEmpty() && this.tickets.isEmpty();
	}

	private void end() {
		this.subject.close();
		Outcome closed = Outcome.failure(IllegalStateException.class);
		for (OpenLoad load : this.open) {
			if (load.answer != null) {
				closed.check(load.answer);
			}
			load.ticket.joiners.forEach((joiner) -> closed.check(joiner.answer));
		}
		this.tickets.forEach((open) -> open.ticket().joiners.forEach((joiner) -> closed.check(joiner.answer)));
		assertIsClosed(() -> this.cache.getIfPresent(key(0)));
		assertIsClosed(() -> this.cache.put(key(0), new Value(0, 1)));
		assertIsClosed(() -> this.cache.invalidate(key(0)));
		assertIsClosed(this.cache::size);
		assertIsClosed(this.cache::invalidateAll);
	}

	private static void assertIsClosed(ThrowingCallable use) {
		assertThatIllegalStateException().isThrownBy(use).withMessageContaining("closed");
	}

	@Override
	public void close() {
		this.subject.close();
	}

	/**
	 * What a loader does, or the end of a load.
	 */
	interface ThrowingBody {

		void run() throws Exception;

	}

}
