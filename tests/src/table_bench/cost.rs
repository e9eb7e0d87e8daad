//! What reading costs as tables grow longer and pages hold more rules.
