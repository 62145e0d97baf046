"""The four ones: inspection, rectification, bulletins, assessments, evaluations (四个一)."""
