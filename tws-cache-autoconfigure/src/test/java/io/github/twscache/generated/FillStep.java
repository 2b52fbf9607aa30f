package io.github.twscache.generated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Stores many new keys, one after another.
 *
 * @param first the number of the first key and value; no other step uses them
 * @param count how many
 */
record FillStep(int first, int count) implements Step {

	@Override
	public void perform(Trial trial) {
		for (int i = this.first; i < this.first + this.count; i++) {
			Key key = trial.key(i);
			Value value = new Value(i, i % 4);
			trial.cache.put(key, value);
			trial.model.put(key, value, null);
			if (!trial.settings.weighted()) {
				assertThat(trial.cache.size()).as("size after %s", key).isBetween(1L, trial.model.maximum);
			}
		}
	}

	@Override
	public String toString() {
		return "put k" + this.first + " to k" + (this.first + this.count - 1);
	}

}
