"""What the portal ships with, a module for each part: each tells what it did, and whether that changed anything."""

from . import metrics

SHIPPED = (metrics.install,)
