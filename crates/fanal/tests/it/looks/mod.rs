//! Files that strangers send are read by a child of the server: what it understands comes back
//! whole, and what becomes of it harms nobody else.

mod same;
mod served;
mod strange;
