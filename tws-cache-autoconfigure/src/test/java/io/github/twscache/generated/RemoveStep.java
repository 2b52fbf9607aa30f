package io.github.twscache.generated;

import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Removes a key, or all.
 *
 * @param way how
 * @param id the key, if it is one
 */
record RemoveStep(Way way, int id) implements Step {

	/**
	 * The ways to remove.
	 */
	enum Way {

		INVALIDATE, DELETE, INVALIDATE_ALL, CLEAR

	}

	@Override
	public void perform(Trial trial) {
		Key key = trial.key(this.id);
		switch (this.way) {
			case INVALIDATE -> {
				boolean removed = trial.cache.invalidate(key);
				assertThat(removed).as("whether there was %s", key).isEqualTo(trial.model.remove(key));
			}
			case DELETE -> {
				boolean removed = trial.cache.delete(key).join();
				assertThat(removed).as("whether there was %s", key).isEqualTo(trial.model.remove(key));
			}
			case INVALIDATE_ALL -> {
				long removed = trial.cache.invalidateAll();
				assertThat(removed).as("entries removed").isEqualTo(trial.model.clear());
			}
			case CLEAR -> {
				trial.cache.clear().join();
				trial.model.clear();
			}
		}
	}

	@Override
	public String toString() {
		String name = this.way.name().toLowerCase(Locale.ROOT);
		return (this.way == Way.INVALIDATE || this.way == Way.DELETE) ? name + " k" + this.id : name;
	}

}
