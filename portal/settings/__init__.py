"""Settings of the deployment, read from the environment."""

from .base import *  # noqa: F403
