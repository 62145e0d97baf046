"""Tests that the code keeps its own conventions."""
