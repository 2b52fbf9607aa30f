package io.github.twscache.generated;

import java.util.List;
import java.util.stream.Stream;

/**
 * Lets time pass until just before, at or just after a deadline of the cache.
 *
 * @param rank which deadline, by nearness
 * @param offset nanoseconds after it
 */
record DeadlineStep(int rank, int offset) implements Step {

	@Override
	public void perform(Trial trial) {
		ReferenceModel model = trial.model;
		List<Long> deadlines = model.entries.values()
			.stream()
			.flatMap((held) -> Stream.of(model.latest(held), model.removal(held), held.refreshAt))
			.filter((deadline) -> deadline > model.now && deadline != Held.NEVER)
			.distinct()
			.sorted()
			.toList();
		if (!deadlines.isEmpty()) {
			long target = deadlines.get(this.rank % deadlines.size()) + this.offset;
			trial.advance(Math.max(0, target - model.now));
		}
	}

	@Override
	public String toString() {
		return "wait for deadline #" + this.rank + " and " + this.offset + " ns";
	}

}
