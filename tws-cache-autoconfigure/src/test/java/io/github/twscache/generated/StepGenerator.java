package io.github.twscache.generated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.twscache.generated.ChangeStep.What;
import io.github.twscache.generated.EndLoadStep.How;

/**
 * Draws the steps of a case.
 */
final class StepGenerator {

	private static final int MOST_NESTED = 2;

	/** So often that what happens during a refresh, and how it ends, is drawn as well. */
	private static final int REFRESHES = 24;

	/** Above all keys of other steps. */
	private static final int FIRST_FILLED = 1000;

	private static final int LEAST_BOUND_TO_FILL = 20;

	/** Enough for the first level: every 64th hit of a thread is promoted. */
	private static final int BURST = 70;

	private static final Duration[] WAITS = { Duration.ofNanos(1), Duration.ofNanos(999_999), Duration.ofMillis(1),
			Duration.ofMillis(17), Duration.ofMillis(49), Duration.ofMillis(51), Duration.ofSeconds(1),
			Duration.ofSeconds(15), Duration.ofHours(1), Duration.ofDays(3) };

	private final Dice dice;

	private final CaseSettings settings;

	/** What steps are drawn from, each as often as it weighs. */
	private final List<Supplier<Step>> choices = new ArrayList<>();

	/** The first of those that a loader does not make. */
	private final int topOnly;

	private int depth;

	private int values;

	private int filled = FIRST_FILLED;

	StepGenerator(Dice dice, CaseSettings settings) {
		this.dice = dice;
		this.settings = settings;
		add(20, () -> new ReadStep(one(ReadStep.Way.values()), key(), 1));
		add(3, () -> new ReadStep(one(ReadStep.Way.values()), key(), BURST));
		add(22, () -> new WriteStep(putOrSet(), key(), nullable(), ttl()));
		add(6, () -> new WriteStep(WriteStep.Way.PUT_IF_ABSENT, key(), nullable(), null));
		add(8, () -> new RemoveStep(one(RemoveStep.Way.INVALIDATE, RemoveStep.Way.DELETE), key()));
		add(2, () -> new RemoveStep(one(RemoveStep.Way.INVALIDATE_ALL, RemoveStep.Way.CLEAR), 0));
		add(12, () -> new LoadStep(key(), nested(), ending(), value()));
		add(12, () -> new AsyncLoadStep(key(), nested(), asyncEnding(), value()));
		add(8, () -> new EndLoadStep(how(), below(8), value()));
		if (settings.hierarchy()) {
			add(8, () -> new TicketStep(key(), dice.chance(75)));
			add(8, () -> new EndTicketStep(endOfTicket(), below(8), value()));
		}
		if (settings.refreshAhead() != null) {
			add(REFRESHES, () -> new RefreshStep(one(RefreshStep.Way.values()), below(8), one(-1, 0, 0, 1)));
			add(8, () -> new EndLoadStep(how(), below(8), value()));
		}
		add(6, () -> new TimeStep(one(WAITS)));
		add(8, () -> new DeadlineStep(below(4), one(-1, 0, 1)));
		add(4, () -> new ChangeStep(What.CLEAN_UP, 0));
		this.topOnly = this.choices.size();
		add(2, () -> new ChangeStep(What.SHARDS, 1 + below(16)));
		add(3, () -> new ChangeStep(What.BOUND, bound()));
		add(2, () -> new ChangeStep(What.TTL, CaseSettings.life(dice).toNanos()));
		add(1, () -> new RefusedStep(key()));
		if (settings.maximum() >= LEAST_BOUND_TO_FILL && !settings.colliding()) {
			add(4, this::fill);
		}
	}

	List<Step> draw(int count) {
		List<Step> steps = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			int choice = below((this.depth == 0) ? this.choices.size() : this.topOnly);
			steps.add(this.choices.get(choice).get());
		}
		return steps;
	}

	private void add(int weight, Supplier<Step> choice) {
		for (int i = 0; i < weight; i++) {
			this.choices.add(choice);
		}
	}

	@SafeVarargs
	private <T> T one(T... several) {
		return this.dice.one(several);
	}

	private int below(int bound) {
		return this.dice.below(bound);
	}

	private int key() {
		return below(this.settings.keys());
	}

	private Value value() {
		return new Value(++this.values, this.settings.weighted() ? weight() : 1);
	}

	private @Nullable Value nullable() {
		return this.dice.chance(12) ? null : value();
	}

	private int weight() {
		int choice = below(100);
		if (choice < 82) {
			return below(1 + (int) Math.min(12, this.settings.maximum()));
		}
		if (choice < 92) {
			return below(2 * (int) this.settings.maximum());
		}
		return one(Integer.MAX_VALUE, Value.NEGATIVE, Value.THROWS, Value.THROWS_ERROR);
	}

	private WriteStep.Way putOrSet() {
		return this.dice.chance(70) ? WriteStep.Way.PUT : WriteStep.Way.SET;
	}

	private LoadStep.Ending ending() {
		return this.dice.chance(70) ? LoadStep.Ending.VALUE : one(LoadStep.Ending.values());
	}

	private AsyncLoadStep.Ending asyncEnding() {
		return this.dice.chance(50) ? AsyncLoadStep.Ending.PENDING : one(AsyncLoadStep.Ending.values());
	}

	private How how() {
		return this.dice.chance(50) ? How.VALUE : one(How.values());
	}

	private EndTicketStep.How endOfTicket() {
		return this.dice.chance(60) ? EndTicketStep.How.STORE : one(EndTicketStep.How.values());
	}

	/** Draws a time to live for one value, most often none. */
	private @Nullable Duration ttl() {
		if (this.dice.chance(70)) {
			return null;
		}
		// What is too long for nanoseconds is never; jitter would bring it back.
		boolean huge = !this.settings.mayJitter() && this.dice.chance(5);
		return huge ? Duration.ofSeconds(Long.MAX_VALUE) : CaseSettings.life(this.dice);
	}

	private long bound() {
		return one(1 + below(12), LEAST_BOUND_TO_FILL + below(60), 250 + below(400), 3000,
				(int) this.settings.maximum());
	}

	private FillStep fill() {
		int count = 1 + below((int) Math.min(400, 2 * this.settings.maximum()));
		this.filled += count;
		return new FillStep(this.filled - count, count);
	}

	private List<Step> nested() {
		if (this.depth == MOST_NESTED || this.dice.chance(60)) {
			return List.of();
		}
		this.depth++;
		List<Step> steps = draw(1 + below(3));
		this.depth--;
		return List.copyOf(steps);
	}

}
