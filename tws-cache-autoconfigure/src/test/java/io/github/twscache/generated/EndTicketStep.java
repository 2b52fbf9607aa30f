package io.github.twscache.generated;

import java.io.IOException;
import java.util.Locale;

import io.github.twscache.CachedValue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ends a load through its ticket; a second end changes nothing.
 *
 * @param how how it ends
 * @param which the number of the load, among those that are open
 * @param value the value it makes, if it does
 */
record EndTicketStep(How how, int which, Value value) implements Step {

	/**
	 * The ends of a load by a ticket.
	 */
	enum How {

		STORE, RELEASE, FAIL, ABANDON

	}

	@Override
	public void perform(Trial trial) throws Exception {
		if (trial.tickets.isEmpty()) {
			return;
		}
		OpenTicket open = trial.tickets.remove(this.which % trial.tickets.size());
		Ticket ticket = open.ticket();
		switch (this.how) {
			case STORE -> {
				open.handle().store(this.value);
				trial.end(ticket, Outcome.of(this.value), null);
			}
			case RELEASE -> {
				open.handle().release(this.value);
				trial.model.release(ticket);
				ticket.joiners.forEach((joiner) -> Outcome.of(this.value).check(joiner.answer));
			}
			case FAIL -> {
				Exception failure = new IOException("a load that fails on purpose");
				CachedValue<Value> instead = open.handle().fail(failure);
				Outcome outcome = trial.end(ticket, Outcome.failure(failure), null);
				assertThat(instead != null).as("whether there is a value instead").isEqualTo(outcome.isValue());
				if (instead != null) {
					assertThat(instead.value()).as("value instead of %s", ticket.key).isEqualTo(outcome.value());
					trial.model.served(ticket.key, 1);
				}
			}
			case ABANDON -> {
				trial.model.abandon(ticket);
				trial.giveUp(ticket, open.handle()::abandon);
			}
		}
		open.handle().store(this.value);
	}

	@Override
	public String toString() {
		return "ticket #" + this.which + ": " + this.how.name().toLowerCase(Locale.ROOT)
				+ ((this.how == How.STORE || this.how == How.RELEASE) ? " " + this.value : "");
	}

}
