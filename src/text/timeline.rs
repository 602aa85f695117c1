//! The words of the timeline and of the chart of requests in flight.
