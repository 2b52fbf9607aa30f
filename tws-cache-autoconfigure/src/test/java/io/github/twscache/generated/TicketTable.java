package io.github.twscache.generated;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The loads that are under way in the model, and which of them may still be stored.
 */
final class TicketTable {

	private final Map<Key, Ticket> joinable = new HashMap<>();

	/** All of them: also those that nobody joins, or no longer. */
	private final Set<Ticket> running = new HashSet<>();

	/** Gives the load of a key that callers join. */
	@Nullable Ticket of(Key key) {
		return this.joinable.get(key);
	}

	Ticket begin(Key key) {
		Ticket ticket = beginAlone(key);
		this.joinable.put(key, ticket);
		return ticket;
	}

	/** Begins a load that nobody joins. */
	Ticket beginAlone(Key key) {
		Ticket ticket = new Ticket(key);
		this.running.add(ticket);
		return ticket;
	}

	void end(Ticket ticket) {
		this.joinable.remove(ticket.key, ticket);
		this.running.remove(ticket);
	}

	/** Makes the loads of a key void. */
	void outdate(Key key) {
		this.joinable.remove(key);
		this.running.stream().filter((ticket) -> ticket.key.equals(key)).forEach((ticket) -> ticket.outdated = true);
	}

	/** Makes all loads void. */
	void outdateAll() {
		this.joinable.clear();
		this.running.forEach((ticket) -> ticket.outdated = true);
	}

	int inFlight() {
		return this.running.size();
	}

}
