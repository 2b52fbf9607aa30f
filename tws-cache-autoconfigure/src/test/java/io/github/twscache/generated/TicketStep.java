package io.github.twscache.generated;

import io.github.twscache.LoadTicket;
import io.github.twscache.LoadTicket.Role;
import io.github.twscache.NamedCache;
import io.github.twscache.generated.Ticket.Joiner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Begins a load that a later step ends, or joins one, as adapters to frameworks do that
 * pass no loader. Only caches of a hierarchy have that.
 *
 * @param id the key
 * @param shared whether to wait for others, and to have others wait
 */
record TicketStep(int id, boolean shared) implements Step {

	@Override
	public void perform(Trial trial) {
		if (trial.subject.product() instanceof NamedCache<Key, Value> named) {
			begin(trial, named, trial.key(this.id));
		}
	}

	private void begin(Trial trial, NamedCache<Key, Value> cache, Key key) {
		Held held = trial.model.readable(key);
		Ticket present = trial.model.loading.of(key);
		LoadTicket<Value> handle = cache.startLoad(key, () -> this.shared);
		if (held != null) {
			assertThat(handle.role()).as("role of who finds %s", key).isEqualTo(Role.FOUND);
			assertThat(handle.value()).as("%s", key).isEqualTo(held.value);
			trial.model.served(key, 1);
		}
		else if (!this.shared) {
			assertThat(handle.role()).as("role of who loads %s alone", key).isEqualTo(Role.ALONE);
			trial.tickets.add(new OpenTicket(trial.model.loading.beginAlone(key), handle));
		}
		else if (present == null) {
			assertThat(handle.role()).as("role of the first who asks for %s", key).isEqualTo(Role.LEADS);
			// Else the cache would take this thread for the one that loads.
			handle.detach();
			Ticket begun = trial.model.loading.begin(key);
			begun.pending = true;
			trial.tickets.add(new OpenTicket(begun, handle));
		}
		else {
			assertThat(handle.role()).as("role of one who joins the load of %s", key).isEqualTo(Role.WAITS);
			Joiner joiner = new Joiner(handle.future());
			assertThat(joiner.answer).as("answer to one who joined the load of %s", key).isNotDone();
			present.joiners.add(joiner);
		}
	}

	@Override
	public String toString() {
		return "ticket for k" + this.id + (this.shared ? "" : ", alone");
	}

}
