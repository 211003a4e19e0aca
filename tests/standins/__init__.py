"""Servers on the loopback that behave as the vendors' do, for tests that must not leave the machine."""
